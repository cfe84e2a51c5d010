using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Stun;

/// <summary>Types of attributes (IANA "STUN Attributes") and their values as text.</summary>
static class StunAttribute
{
    internal const ushort MappedAddress = 0x0001;
    internal const ushort Username = 0x0006;
    internal const ushort MessageIntegrity = 0x0008;
    internal const ushort ErrorCode = 0x0009;
    internal const ushort ChannelNumber = 0x000C;
    internal const ushort Lifetime = 0x000D;
    internal const ushort XorPeerAddress = 0x0012;
    internal const ushort Data = 0x0013;
    internal const ushort Realm = 0x0014;
    internal const ushort Nonce = 0x0015;
    internal const ushort XorRelayedAddress = 0x0016;
    internal const ushort RequestedTransport = 0x0019;
    internal const ushort MessageIntegritySha256 = 0x001C;
    internal const ushort XorMappedAddress = 0x0020;
    internal const ushort ReservationToken = 0x0022;
    internal const ushort Priority = 0x0024;
    internal const ushort UseCandidate = 0x0025;
    internal const ushort XorMappedAddressDraft = 0x8020;
    internal const ushort Software = 0x8022;
    internal const ushort AlternateServer = 0x8023;
    internal const ushort Fingerprint = 0x8028;
    internal const ushort IceControlled = 0x8029;
    internal const ushort IceControlling = 0x802A;

    const int MaxText = 256;
    const int MaxHex = 32;

    internal static string Name(ushort type) => type switch
    {
        MappedAddress => "MAPPED-ADDRESS", 0x0002 => "RESPONSE-ADDRESS", 0x0003 => "CHANGE-REQUEST", 0x0004 => "SOURCE-ADDRESS", 0x0005 => "CHANGED-ADDRESS",
        Username => "USERNAME", 0x0007 => "PASSWORD", MessageIntegrity => "MESSAGE-INTEGRITY", ErrorCode => "ERROR-CODE", 0x000A => "UNKNOWN-ATTRIBUTES",
        0x000B => "REFLECTED-FROM", ChannelNumber => "CHANNEL-NUMBER", Lifetime => "LIFETIME", 0x000F => "MAGIC-COOKIE", 0x0010 => "BANDWIDTH",
        0x0011 => "DESTINATION-ADDRESS", XorPeerAddress => "XOR-PEER-ADDRESS", Data => "DATA", Realm => "REALM", Nonce => "NONCE",
        XorRelayedAddress => "XOR-RELAYED-ADDRESS", 0x0017 => "REQUESTED-ADDRESS-FAMILY", 0x0018 => "EVEN-PORT", RequestedTransport => "REQUESTED-TRANSPORT",
        0x001A => "DONT-FRAGMENT", MessageIntegritySha256 => "MESSAGE-INTEGRITY-SHA256", 0x001D => "PASSWORD-ALGORITHM", 0x001E => "USERHASH",
        XorMappedAddress => "XOR-MAPPED-ADDRESS", ReservationToken => "RESERVATION-TOKEN", Priority => "PRIORITY", UseCandidate => "USE-CANDIDATE",
        0x0026 => "PADDING", 0x0027 => "RESPONSE-PORT", 0x002A => "CONNECTION-ID", 0x8000 => "ADDITIONAL-ADDRESS-FAMILY", 0x8001 => "ADDRESS-ERROR-CODE",
        0x8002 => "PASSWORD-ALGORITHMS", 0x8003 => "ALTERNATE-DOMAIN", 0x8004 => "ICMP", 0x8008 => "MS-VERSION", XorMappedAddressDraft => "XOR-MAPPED-ADDRESS (draft)",
        Software => "SOFTWARE", AlternateServer => "ALTERNATE-SERVER", 0x8025 => "TRANSACTION-TRANSMIT-COUNTER", 0x8027 => "CACHE-TIMEOUT", Fingerprint => "FINGERPRINT",
        IceControlled => "ICE-CONTROLLED", IceControlling => "ICE-CONTROLLING", 0x802B => "RESPONSE-ORIGIN", 0x802C => "OTHER-ADDRESS", 0x802D => "ECN-CHECK",
        0x8050 => "MS-SEQUENCE-NUMBER", 0x8054 => "MS-CANDIDATE-IDENTIFIER", 0x8055 => "MS-SERVICE-QUALITY", 0x8070 => "MS-IMPLEMENTATION-VERSION",
        0xC001 => "GOOG-MISC-INFO", 0xC057 => "GOOG-NETWORK-INFO", _ => string.Create(CultureInfo.InvariantCulture, $"0x{(int)type:x4}"),
    };

    /// <summary>What differs from message to message without telling anything new.</summary>
    internal static bool IsVolatile(ushort type) =>
        type is MessageIntegrity or MessageIntegritySha256 or Fingerprint or Nonce or Data or Priority or 0x8050 or 0x8054 or 0x8025 or 0xC001
            or IceControlled or IceControlling;

    /// <summary>The value for the detail tree.</summary>
    internal static string Text(ushort type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> message)
    {
        switch (type)
        {
            case MappedAddress or 0x0002 or 0x0004 or 0x0005 or 0x000B or 0x0011 or AlternateServer or 0x802B or 0x802C: return Address(value) ?? Hex(value);
            case XorPeerAddress or XorRelayedAddress or XorMappedAddress or XorMappedAddressDraft: return XorAddress(value, message) ?? Hex(value);
            case Username or Realm or Nonce or Software or 0x8003: return Text(value);
            case ErrorCode: return ErrorText(value) ?? Hex(value);
            case Lifetime when value.Length == 4: return string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32BigEndian(value)} s");
            case Priority when value.Length == 4: return BinaryPrimitives.ReadUInt32BigEndian(value).ToString(CultureInfo.InvariantCulture);
            case ChannelNumber when value.Length == 4: return string.Create(CultureInfo.InvariantCulture, $"0x{BinaryPrimitives.ReadUInt16BigEndian(value):x4}");
            case RequestedTransport when value.Length == 4: return TransportName(value[0]);
            case Data: return string.Create(CultureInfo.InvariantCulture, $"{value.Length} bytes");
            default: return Hex(value);
        }
    }

    internal static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(WireBytes.TrimEnd(value[..Math.Min(MaxText, value.Length)], 0));

    internal static string TransportName(byte transport) => transport switch { 17 => "udp", 6 => "tcp", _ => transport.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Code and reason (RFC 8489 §14.8), or null.</summary>
    internal static string? ErrorText(ReadOnlySpan<byte> value) =>
        Error(value) is { } code ? string.Create(CultureInfo.InvariantCulture, $"{code} {Text(value[4..])}").TrimEnd() : null;

    internal static int? Error(ReadOnlySpan<byte> value) => value.Length >= 4 ? ((value[2] & 7) * 100) + value[3] : null;

    /// <summary>Address and port, or null when the value has neither the length of IPv4 nor that of IPv6.</summary>
    internal static string? Address(ReadOnlySpan<byte> value) => Address(value, default);

    /// <summary>Address and port with the cookie and transaction taken off (RFC 8489 §14.2), or null.</summary>
    internal static string? XorAddress(ReadOnlySpan<byte> value, ReadOnlySpan<byte> message) => Address(value, message[4..StunHeader.Length]);

    static string? Address(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask)
    {
        if (value.Length < 4) return null;
        int size = value[1] switch { 1 => 4, 2 => 16, _ => 0 };
        if (size == 0 || value.Length < 4 + size) return null;
        Span<byte> address = stackalloc byte[16];
        value.Slice(4, size).CopyTo(address);
        int port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
        if (!mask.IsEmpty)
        {
            port ^= BinaryPrimitives.ReadUInt16BigEndian(mask);
            for (int i = 0; i < size; i++) address[i] ^= mask[i];
        }

        NetAddress read = NetAddress.FromBytes(address[..size]);
        return size == 4 ? string.Create(CultureInfo.InvariantCulture, $"{read}:{port}") : string.Create(CultureInfo.InvariantCulture, $"[{read}]:{port}");
    }

    static string Hex(ReadOnlySpan<byte> value) => value.Length <= MaxHex ? WireBytes.Hex(value) : WireBytes.Hex(value[..MaxHex]) + "…";
}
