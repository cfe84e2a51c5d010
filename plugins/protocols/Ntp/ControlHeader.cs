using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.Ntp;

/// <summary>A control message, mode 6 (RFC 9327 §2, RFC 1305 appendix B).</summary>
readonly ref struct ControlHeader
{
    internal const int Length = 12;

    /// <summary>A fragment carries at most 468 bytes (RFC 9327 §2); padding and a code may follow.</summary>
    const int MaxData = 468;

    readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">The message, at least <see cref="Length"/> bytes.</param>
    internal ControlHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal int Version => _bytes[0] >> 3 & 7;

    internal bool IsResponse => (_bytes[1] & 0x80) != 0;

    internal bool IsError => (_bytes[1] & 0x40) != 0;

    internal bool HasMore => (_bytes[1] & 0x20) != 0;

    internal int Operation => _bytes[1] & 0x1F;

    internal ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    internal ushort Status => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    internal ushort Association => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    internal ushort Offset => BinaryPrimitives.ReadUInt16BigEndian(_bytes[8..]);

    internal ReadOnlySpan<byte> Data => _bytes.Slice(Length, Math.Min(BinaryPrimitives.ReadUInt16BigEndian(_bytes[10..]), _bytes.Length - Length));

    internal static bool IsMessage(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        if (bytes.Length < Length) return isTruncated && bytes.Length >= 2;
        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
        return count <= MaxData && (isTruncated || Length + count <= bytes.Length);
    }

    internal static string OperationName(int operation) => operation switch
    {
        1 => "readstat", 2 => "readvar", 3 => "writevar", 4 => "readclock", 5 => "writeclock", 6 => "settrap", 7 => "asyncmsg", 8 => "configure", 9 => "saveconfig",
        10 => "readmru", 11 => "readordlist", 12 => "reqnonce", 31 => "unsettrap", _ => operation.ToString(CultureInfo.InvariantCulture),
    };
}
