using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.Stun;

/// <summary>The header of a message (RFC 8489 §5): type, length, cookie, transaction.</summary>
readonly ref struct StunHeader
{
    internal const int Length = 20;
    internal const uint Cookie = 0x2112A442;

    /// <param name="bytes">The message, at least <see cref="Length"/> bytes.</param>
    internal StunHeader(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The message with whatever is behind it.</summary>
    internal ReadOnlySpan<byte> Bytes { get; }

    internal ushort Type => BinaryPrimitives.ReadUInt16BigEndian(Bytes);

    internal int BodyLength => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    internal bool HasCookie => BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]) == Cookie;

    /// <summary>Twelve bytes; of classic STUN sixteen, the cookie's place included.</summary>
    internal ReadOnlySpan<byte> Transaction => HasCookie ? Bytes[8..Length] : Bytes[4..Length];

    /// <summary>The twelve bits of the method, which lie around those of the class.</summary>
    internal int Method => (Type & 0xF) | (Type >> 1 & 0x70) | (Type >> 2 & 0xF80);

    /// <summary>0 request, 1 indication, 2 success, 3 error.</summary>
    internal int Class => (Type >> 4 & 1) | (Type >> 7 & 2);

    internal bool IsRequest => Class == 0;

    internal bool IsIndication => Class == 1;

    internal bool IsError => Class == 3;

    /// <summary>Whether the bytes begin with a message: a type, a length that fits, and the cookie or a type of classic STUN.</summary>
    internal static bool IsMessage(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        if (bytes.Length < Length || bytes[0] >= 0x40) return false;
        var header = new StunHeader(bytes);
        if (Length + header.BodyLength > bytes.Length && !isTruncated) return false;
        return header.HasCookie || ClassicStun.IsType(header.Type);
    }

    /// <summary>Methods of RFC 8489 §18.2 and of what has been built on it.</summary>
    internal static string MethodName(int method) => method switch
    {
        1 => "binding", 2 => "shared_secret", 3 => "allocate", 4 => "refresh", 6 => "send", 7 => "data", 8 => "create_permission", 9 => "channel_bind",
        10 => "connect", 11 => "connection_bind", 12 => "connection_attempt", 0x80 => "goog_ping",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{method:x3}"),
    };

    internal static string ClassName(int kind) => kind switch { 0 => "request", 1 => "indication", 2 => "success", _ => "error" };
}
