using System.Buffers.Binary;

namespace NetWatch.Plugins.TlsDecryption.Records;

/// <summary>The five bytes in front of a record (RFC 8446 §5.1).</summary>
static class RecordHeader
{
    internal const int Length = 5;

    // 2^14 bytes and what ciphers may add at most (RFC 5246 §6.2.3).
    internal const int MaxBody = (1 << 14) + 2048;

    /// <summary>Whether the bytes can be a header; those that are missing are given the benefit of the doubt.</summary>
    internal static bool IsPlausible(ReadOnlySpan<byte> bytes) =>
        (bytes.Length < 1 || bytes[0] is >= ContentType.ChangeCipherSpec and <= ContentType.ApplicationData)
        && (bytes.Length < 2 || bytes[1] == 3)
        && (bytes.Length < 3 || bytes[2] <= 4)
        && (bytes.Length < Length || BodyLength(bytes) is > 0 and <= MaxBody || IsEmptyData(bytes));

    /// <summary>Length of the body.</summary>
    internal static int BodyLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[3..]);

    // Empty application data was a counter-measure of its own (RFC 5246 §6.2.1).
    static bool IsEmptyData(ReadOnlySpan<byte> header) => header[0] == ContentType.ApplicationData && BodyLength(header) == 0;
}
