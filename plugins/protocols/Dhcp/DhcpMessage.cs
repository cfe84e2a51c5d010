using System.Buffers.Binary;
using System.Text;
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

    internal const int HardwareLength = 16;

    const int HardwareAt = 28;

    DhcpMessage(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    internal ReadOnlySpan<byte> Bytes { get; }

    internal bool IsRequest => Bytes[0] == 1;

    internal uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]);

    internal int Seconds => BinaryPrimitives.ReadUInt16BigEndian(Bytes[8..]);

    internal int Flags => BinaryPrimitives.ReadUInt16BigEndian(Bytes[10..]);

    internal uint ClientBits => BinaryPrimitives.ReadUInt32BigEndian(Bytes[12..]);

    internal uint AssignedBits => BinaryPrimitives.ReadUInt32BigEndian(Bytes[16..]);

    internal uint NextServerBits => BinaryPrimitives.ReadUInt32BigEndian(Bytes[20..]);

    internal uint RelayBits => BinaryPrimitives.ReadUInt32BigEndian(Bytes[24..]);

    internal NetAddress ClientAddress => NetAddress.FromIPv4(ClientBits);

    internal NetAddress AssignedAddress => NetAddress.FromIPv4(AssignedBits);

    internal NetAddress NextServer => NetAddress.FromIPv4(NextServerBits);

    internal NetAddress Relay => NetAddress.FromIPv4(RelayBits);

    /// <summary>The hardware address; empty when the message is cut before it or has none.</summary>
    internal ReadOnlySpan<byte> HardwareAddress
    {
        get
        {
            int length = Bytes[2];
            return length > HardwareLength || Bytes.Length < HardwareAt + length ? default : Bytes.Slice(HardwareAt, length);
        }
    }

    internal bool HasOptions => Bytes.Length >= OptionsAt && BinaryPrimitives.ReadUInt32BigEndian(Bytes[CookieAt..]) == Cookie;

    /// <summary>The name of the server, where the field holds one and not options (RFC 2132 §9.3); else empty.</summary>
    internal ReadOnlySpan<byte> ServerName(int overload) => (overload & 2) != 0 ? default : Field(ServerNameAt, 64);

    /// <summary>The boot file, where the field holds one and not options; else empty.</summary>
    internal ReadOnlySpan<byte> BootFile(int overload) => (overload & 1) != 0 ? default : Field(FileAt, 128);

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out DhcpMessage message)
    {
        message = default;
        if (bytes.Length < HardwareAt || bytes[0] is not (1 or 2)) return false;
        message = new DhcpMessage(bytes);
        return true;
    }

    /// <summary>A hardware address as pairs of hex digits with colons; empty for none.</summary>
    internal static string Mac(ReadOnlySpan<byte> address)
    {
        Span<byte> text = stackalloc byte[address.Length * 3];
        return Encoding.ASCII.GetString(text[..OptionText.Mac(address, text)]);
    }

    ReadOnlySpan<byte> Field(int at, int length)
    {
        if (Bytes.Length < at + length || Bytes[at] == 0) return default;
        ReadOnlySpan<byte> field = Bytes.Slice(at, length);
        int end = field.IndexOf((byte)0);
        return end >= 0 ? field[..end] : field;
    }
}
