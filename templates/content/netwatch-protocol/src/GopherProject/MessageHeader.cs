using NetWatch.Sdk.Packets;

namespace GopherSpace;

/// <summary>What every message begins with. The body follows. Numbers are big-endian.</summary>
/// <remarks>
#if (HasMagic)
/// Magic number (4 bytes), version (1), type (1), length of the body (2).
#elseif (HasStructure)
/// Version (1 byte), type (1), length of the body (2), the same with every bit turned over (2).
#else
/// Version (1 byte), type (1), length of the body (2).
#endif
/// </remarks>
/// <param name="Type">What the message is for.</param>
/// <param name="BodyLength">How many bytes of body follow.</param>
readonly record struct MessageHeader(MessageType Type, int BodyLength)
{
#if (HasMagic)
    internal const uint Magic = 0x90000000;
    internal const int VersionOffset = 4;
    internal const int Length = 8;
#elseif (HasStructure)
    internal const int VersionOffset = 0;
    internal const int Length = 6;
#else
    internal const int VersionOffset = 0;
    internal const int Length = 4;
#endif
    internal const byte Version = 1;
    internal const int LongestBody = 4096;

    /// <summary>Reads a header from bytes that may be anything. Allocates nothing and does not throw.</summary>
    internal static HeaderState Read(ReadOnlySpan<byte> bytes, out MessageHeader header)
    {
        header = default;
        var reader = new ByteReader(bytes);
#if (HasMagic)
        if (!reader.TryReadUInt32(out uint magic)) return HeaderState.Incomplete;
        if (magic != Magic) return HeaderState.Wrong;
#endif
        if (!reader.TryReadByte(out byte version)) return HeaderState.Incomplete;
        if (version != Version) return HeaderState.Wrong;
        if (!reader.TryReadByte(out byte type)) return HeaderState.Incomplete;
        if (type is < (byte)MessageType.Hello or > (byte)MessageType.Data) return HeaderState.Wrong;
        if (!reader.TryReadUInt16(out ushort length)) return HeaderState.Incomplete;
        if (length > LongestBody) return HeaderState.Wrong;
#if (HasStructure)
        if (!reader.TryReadUInt16(out ushort inverted)) return HeaderState.Incomplete;
        if (inverted != (ushort)~length) return HeaderState.Wrong;
#endif
        header = new MessageHeader((MessageType)type, length);
        return HeaderState.Valid;
    }
}
