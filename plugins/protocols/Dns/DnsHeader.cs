using System.Buffers.Binary;

namespace NetWatch.Plugins.Dns;

/// <summary>The twelve bytes every DNS message begins with (RFC 1035 §4.1.1).</summary>
readonly struct DnsHeader
{
    internal const int Length = 12;

    readonly ushort _flags;

    DnsHeader(ReadOnlySpan<byte> bytes)
    {
        Id = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        _flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        Questions = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        Answers = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        Authorities = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]);
        Additionals = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
    }

    internal ushort Id { get; }

    internal ushort Flags => _flags;

    internal bool IsResponse => (_flags & 0x8000) != 0;

    internal int OpCode => (_flags >> 11) & 0xF;

    internal bool IsCutShort => (_flags & 0x0200) != 0;

    /// <summary>The bit that must be zero (RFC 6895 §2.1).</summary>
    internal bool HasReservedBit => (_flags & 0x0040) != 0;

    internal int ResponseCode => _flags & 0xF;

    internal int Questions { get; }

    internal int Answers { get; }

    internal int Authorities { get; }

    internal int Additionals { get; }

    internal int Records => Answers + Authorities + Additionals;

    /// <summary>What all the counted entries take at least: a question 5 bytes, a record 11, each with the root as its name.</summary>
    internal int LeastLength => Length + Questions * 5 + Records * 11;

    internal static bool TryRead(ReadOnlySpan<byte> message, out DnsHeader header)
    {
        header = default;
        if (message.Length < Length) return false;
        header = new DnsHeader(message);
        return true;
    }
}
