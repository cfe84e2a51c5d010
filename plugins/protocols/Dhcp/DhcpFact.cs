using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Dns;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>
/// What a message says. Named as in EVE where that has a name. Every message is a record of its own, since questions and answers of one exchange
/// travel between different addresses and so in different flows.
/// </summary>
sealed class DhcpFact : Fact
{
    const int ClientAddressAt = 12, AssignedAddressAt = 16, NextServerAt = 20, RelayAt = 24;

    readonly byte[] _kept;
    readonly string? _type;

    internal DhcpFact(in DhcpMessage message)
    {
        _kept = DhcpFields.Keep(message);
        _type = new DhcpFields(_kept, stackalloc ushort[DhcpFields.Places]).Type;
    }

    public override string Protocol => "dhcp";

    // The first of each kind goes into the flow record, so that of a renewal both sides are there.
    public override string Kind => _type ?? "bootp";

    public override bool IsTransaction => true;

    public override string Summary
    {
        get
        {
            var fields = new DhcpFields(_kept, stackalloc ushort[DhcpFields.Places]);
            var text = new StringBuilder("DHCP ").Append(_type ?? (fields.IsRequest ? "BOOTP request" : "BOOTP reply"));
            if (fields.TryAddress(AssignedAddressAt, out NetAddress address) || fields.TryAddressOption(DhcpOption.RequestedAddress, out address)
                || fields.TryAddress(ClientAddressAt, out address))
            {
                text.Append(' ').Append(address);
            }

            text.Append(fields.IsRequest ? " from " : " to ");
            if (fields.TryText(DhcpOption.HostName, out string? host)) text.Append(Printable(host));
            else if (!fields.HardwareAddress.IsEmpty) text.Append(DhcpMessage.Mac(fields.HardwareAddress));
            if (!fields.IsRequest && fields.TryNumber(DhcpOption.LeaseTime, out uint lease)) text.Append(CultureInfo.InvariantCulture, $", lease {lease} s");
            if (fields.TryText(DhcpOption.Message, out string? message)) text.Append(": ").Append(Printable(message));
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        var fields = new DhcpFields(_kept, stackalloc ushort[DhcpFields.Places]);
        var values = new DhcpFieldWriter(fields, writer);
        writer.Text("type", fields.IsRequest ? "request" : "reply");
        writer.Number("id", fields.TransactionId);
        values.Mac("client_mac", fields.HardwareAddress);
        values.Address("assigned_ip", AssignedAddressAt);
        values.Address("client_ip", ClientAddressAt);
        writer.Text("dhcp_type", _type);
        values.Address("relay_ip", RelayAt);
        values.Address("next_server_ip", NextServerAt);
        values.ClientId("client_id");
        values.AddressOption("requested_ip", DhcpOption.RequestedAddress);
        values.Number("lease_time", DhcpOption.LeaseTime);
        values.Number("rebinding_time", DhcpOption.RebindingTime);
        values.Number("renewal_time", DhcpOption.RenewalTime);
        values.Text("hostname", DhcpOption.HostName);
        if (fields.TryOption(DhcpOption.Parameters, out ReadOnlySpan<byte> parameters)) writer.List("params", OptionText.Parameters(parameters));
        values.AddressOption("subnet_mask", DhcpOption.SubnetMask);
        values.Addresses("routers", DhcpOption.Routers);
        values.Addresses("dns_servers", DhcpOption.DnsServers);
        values.Text("vendor_class_identifier", DhcpOption.VendorClass);
        values.AddressOption("server_id", DhcpOption.ServerId);
        values.Text("domain", DhcpOption.DomainName);
        WriteFullName(fields, writer);
        values.Addresses("ntp_servers", DhcpOption.NtpServers);
        values.Text("message", DhcpOption.Message);
        values.Text("tftp_server_name", DhcpOption.TftpServer);
        values.Text("boot_file", DhcpOption.BootFile);
        if (fields.TryOption(DhcpOption.RelayAgent, out ReadOnlySpan<byte> relay)) WriteRelay(relay, writer);
    }

    // RFC 4702 §2: flags and two result codes; the E flag says that the name has the form of DNS.
    static void WriteFullName(in DhcpFields fields, IFactWriter writer)
    {
        if (!fields.TryOption(DhcpOption.FullyQualifiedName, out ReadOnlySpan<byte> data) || data.Length <= 3) return;
        if ((data[0] & 4) == 0)
        {
            writer.Utf8("client_fqdn", OptionText.Trim(data[3..]));
            return;
        }

        Span<char> text = stackalloc char[DnsName.MaxTextLength];
        int at = 3;
        // A partial name has no end (RFC 4702 §2.3.1); what is there is the name.
        DnsName.TryRead(data, ref at, text, out int length);
        if (length > 0) writer.Text("client_fqdn", new string(text[..length]));
    }

    // RFC 3046 §2: options within the option.
    static void WriteRelay(ReadOnlySpan<byte> data, IFactWriter writer)
    {
        string? circuit = null, remote = null;
        var reader = new ByteReader(data);
        while (reader.TryReadByte(out byte code) && reader.TryReadVector8(out ReadOnlySpan<byte> value))
        {
            if (code == 1) circuit ??= Opaque(value);
            else if (code == 2) remote ??= Opaque(value);
        }

        writer.Text("circuit_id", circuit);
        writer.Text("remote_id", remote);
    }

    static string Opaque(ReadOnlySpan<byte> value) =>
        value.Length > 0 && value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0 ? OptionText.Text(value) : OptionText.Hex(value);

    static string Printable(string text) => new([.. text.Select(character => char.IsControl(character) ? '·' : character)]);
}
