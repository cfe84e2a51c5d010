using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Dhcp;

/// <summary>The fixed fields of a DHCP message (RFC 2131 §2) and where its options lie.</summary>
readonly ref struct DhcpMessage
{
    internal const int CookieAt = 236;
    internal const int OptionsAt = CookieAt + 4;

    /// <summary>What tells options from a vendor area (RFC 2131 §3).</summary>
    internal const uint Cookie = 0x63825363;

    internal const int ServerNameAt = 44;
    internal const int FileAt = 108;

    const int HardwareAt = 28;
    const int HardwareLength = 16;

    DhcpMessage(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    internal ReadOnlySpan<byte> Bytes { get; }

    internal bool IsRequest => Bytes[0] == 1;

    internal uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]);

    internal int Seconds => BinaryPrimitives.ReadUInt16BigEndian(Bytes[8..]);

    internal int Flags => BinaryPrimitives.ReadUInt16BigEndian(Bytes[10..]);

    internal NetAddress ClientAddress => Address(12);

    internal NetAddress AssignedAddress => Address(16);

    internal NetAddress NextServer => Address(20);

    internal NetAddress Relay => Address(24);

    /// <summary>The hardware address, or null when the message is cut before it or has none.</summary>
    internal string? ClientHardware
    {
        get
        {
            int length = Bytes[2];
            return length is 0 or > HardwareLength || Bytes.Length < HardwareAt + length ? null : Mac(Bytes.Slice(HardwareAt, length));
        }
    }

    internal bool HasOptions => Bytes.Length >= OptionsAt && BinaryPrimitives.ReadUInt32BigEndian(Bytes[CookieAt..]) == Cookie;

    /// <summary>The name of the server, where the field holds one and not options (RFC 2132 §9.3).</summary>
    internal string? ServerName(int overload) => (overload & 2) != 0 ? null : Field(ServerNameAt, 64);

    /// <summary>The boot file, where the field holds one and not options.</summary>
    internal string? BootFile(int overload) => (overload & 1) != 0 ? null : Field(FileAt, 128);

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out DhcpMessage message)
    {
        message = default;
        if (bytes.Length < HardwareAt || bytes[0] is not (1 or 2)) return false;
        message = new DhcpMessage(bytes);
        return true;
    }

    /// <summary>A hardware address as pairs of hex digits with colons; of at least one byte.</summary>
    internal static string Mac(ReadOnlySpan<byte> address)
    {
        string hex = Convert.ToHexStringLower(address);
        return string.Create((hex.Length / 2 * 3) - 1, hex, static (text, digits) =>
        {
            text.Fill(':');
            for (int i = 0; i < digits.Length; i++) text[(i / 2 * 3) + (i % 2)] = digits[i];
        });
    }

    string? Field(int at, int length)
    {
        if (Bytes.Length < at + length) return null;
        ReadOnlySpan<byte> field = Bytes.Slice(at, length);
        int end = field.IndexOf((byte)0);
        if (end >= 0) field = field[..end];
        return field.IsEmpty ? null : OptionText.Text(field);
    }

    NetAddress Address(int at) => NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(Bytes[at..]));
}
