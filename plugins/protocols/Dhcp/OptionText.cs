using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Values of options as text.</summary>
static class OptionText
{
    /// <summary>Bytes of one value that are shown in hex.</summary>
    const int MaxHex = 64;

    /// <summary>Addresses of one value that are shown.</summary>
    internal const int MaxAddresses = 32;

    static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    /// <summary>Text of the wire: UTF-8 where it is, and nothing behind a final zero (RFC 2132 §2).</summary>
    internal static string Text(ReadOnlySpan<byte> data) => Encoding.UTF8.GetString(Trim(data));

    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> data) => WireBytes.TrimEnd(data, 0);

    /// <summary>Writes pairs of hex digits with colons between them, three bytes for each byte; returns how many it wrote.</summary>
    internal static int Mac(ReadOnlySpan<byte> address, Span<byte> text)
    {
        for (int i = 0; i < address.Length; i++)
        {
            text[i * 3] = Digits[address[i] >> 4];
            text[i * 3 + 1] = Digits[address[i] & 15];
            text[i * 3 + 2] = (byte)':';
        }

        return Math.Max(0, address.Length * 3 - 1);
    }

    /// <summary>Addresses of four bytes each; what does not fill one is left out.</summary>
    internal static string[] Addresses(ReadOnlySpan<byte> data, int size = 4)
    {
        string[] addresses = new string[Math.Min(MaxAddresses, data.Length / size)];
        for (int i = 0; i < addresses.Length; i++) addresses[i] = NetAddress.FromBytes(data.Slice(i * size, size)).ToString();
        return addresses;
    }

    internal static string Hex(ReadOnlySpan<byte> data) => data.Length <= MaxHex ? WireBytes.Hex(data) : WireBytes.Hex(data[..MaxHex]) + "…";

    /// <summary>A client identifier: a hardware address behind its type, else hex (RFC 2132 §9.14).</summary>
    internal static string ClientId(ReadOnlySpan<byte> data) => data.Length == 7 && data[0] == 1 ? DhcpMessage.Mac(data[1..]) : Hex(data);

    /// <summary>The value of an option for the detail tree.</summary>
    internal static string Value(byte code, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return "";
        switch (code)
        {
            case DhcpOption.MessageType when data.Length == 1: return DhcpOption.TypeName(data[0]);
            case DhcpOption.SubnetMask or 28 or 118 or DhcpOption.RequestedAddress or DhcpOption.ServerId when data.Length == 4:
            case DhcpOption.Routers or 4 or 5 or DhcpOption.DnsServers or 7 or 41 or DhcpOption.NtpServers or 44 or 45 or 150 when data.Length % 4 == 0:
                return string.Join(", ", Addresses(data));
            case DhcpOption.LeaseTime or DhcpOption.RenewalTime or DhcpOption.RebindingTime when data.Length == 4:
                return string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32BigEndian(data)} s");
            case DhcpOption.HostName or DhcpOption.DomainName or 17 or 40 or DhcpOption.Message or DhcpOption.VendorClass or DhcpOption.TftpServer
                or DhcpOption.BootFile or 100 or 101 or 114 or 252: return Text(data);
            case DhcpOption.Parameters: return string.Join(", ", Parameters(data));
            case DhcpOption.ClientId: return ClientId(data);
            case 13 or 26 or 57 or 93 when data.Length == 2: return BinaryPrimitives.ReadUInt16BigEndian(data).ToString(CultureInfo.InvariantCulture);
            case DhcpOption.Overload or 19 or 23 or 46 when data.Length == 1: return data[0].ToString(CultureInfo.InvariantCulture);
            default: return Hex(data);
        }
    }

    internal static string[] Parameters(ReadOnlySpan<byte> data)
    {
        string[] names = new string[data.Length];
        for (int i = 0; i < names.Length; i++) names[i] = DhcpOption.Name(data[i]);
        return names;
    }
}
