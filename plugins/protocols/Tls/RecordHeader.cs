namespace NetWatch.Plugins.Tls;

/// <summary>The five bytes before a record (RFC 8446 §5.1, RFC 6101 §5.2.1).</summary>
readonly struct RecordHeader
{
    internal const int Size = 5;

    /// <summary>2^14 and the 2,048 bytes by which compression and encryption may enlarge a record (RFC 5246 §6.2.3).</summary>
    internal const int MaxLength = 16384 + 2048;

    RecordHeader(ContentType type, ushort version, int length)
    {
        Type = type;
        Version = version;
        Length = length;
    }

    internal ContentType Type { get; }

    internal ushort Version { get; }

    internal int Length { get; }

    /// <summary>Whether bytes, of which any number may be missing at the end, can begin a record of SSLv3 to TLS 1.3.</summary>
    internal static bool IsPlausible(ReadOnlySpan<byte> bytes) =>
        (bytes.Length < 1 || bytes[0] is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.Heartbeat)
        && (bytes.Length < 2 || bytes[1] == 3)
        && (bytes.Length < 3 || bytes[2] <= 4)
        && (bytes.Length < 4 || bytes[3] <= MaxLength >> 8)
        && (bytes.Length < 5 || (bytes[3] << 8 | bytes[4]) <= MaxLength);

    /// <summary>Reads a header; false when it is short or can't begin a record.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes.Length < Size || !IsPlausible(bytes)) return false;
        header = new RecordHeader((ContentType)bytes[0], (ushort)(bytes[1] << 8 | bytes[2]), bytes[3] << 8 | bytes[4]);
        return true;
    }
}
