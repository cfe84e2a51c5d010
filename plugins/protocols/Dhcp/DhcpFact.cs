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
    byte[] _room = [];
    HardwareAddress _hardware;
    uint _id, _client, _assigned, _nextServer, _relay;
    ushort _optionsLength;
    short _type;
    bool _isRequest;

    /// <summary>Says all of a message. Before it is published, or after it was only lent.</summary>
    internal void Become(in DhcpMessage message)
    {
        _optionsLength = (ushort)DhcpOptions.Keep(message, ref _room, out _type);
        _hardware = new HardwareAddress(message.HardwareAddress);
        _isRequest = message.IsRequest;
        _id = message.TransactionId;
        (_client, _assigned, _nextServer, _relay) = (message.ClientBits, message.AssignedBits, message.NextServerBits, message.RelayBits);
    }

    public override string Protocol => "dhcp";

    // The first of each kind goes into the flow record, so that of a renewal both sides are there.
    public override string Kind => Type ?? "bootp";

    public override bool IsTransaction => true;

    ReadOnlySpan<byte> Options => _room.AsSpan(0, _optionsLength);

    string? Type => _type < 0 ? null : DhcpOption.TypeName(_type);

    public override string Summary
    {
        get
        {
            var options = new DhcpOptions(Options, stackalloc ushort[DhcpOptions.Places]);
            var text = new StringBuilder("DHCP ").Append(Type ?? (_isRequest ? "BOOTP request" : "BOOTP reply"));
            if (_assigned != 0) text.Append(' ').Append(NetAddress.FromIPv4(_assigned));
            else if (options.TryAddress(DhcpOption.RequestedAddress, out NetAddress requested)) text.Append(' ').Append(requested);
            else if (_client != 0) text.Append(' ').Append(NetAddress.FromIPv4(_client));
            text.Append(_isRequest ? " from " : " to ");
            if (options.TryText(DhcpOption.HostName, out string? host)) text.Append(Printable(host));
            else text.Append(DhcpMessage.Mac(_hardware.IsLong ? options.LongAddress : _hardware.CopyTo(stackalloc byte[HardwareAddress.MaxLength])));
            if (!_isRequest && options.TryNumber(DhcpOption.LeaseTime, out uint lease)) text.Append(CultureInfo.InvariantCulture, $", lease {lease} s");
            if (options.TryText(DhcpOption.Message, out string? message)) text.Append(": ").Append(Printable(message));
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("type", _isRequest ? "request" : "reply");
        writer.Number("id", _id);
        if (_hardware.IsLong) WriteLongAddress(writer);
        else DhcpFieldWriter.Mac(writer, "client_mac", _hardware.CopyTo(stackalloc byte[HardwareAddress.MaxLength]));
        DhcpFieldWriter.Address(writer, "assigned_ip", _assigned);
        DhcpFieldWriter.Address(writer, "client_ip", _client);
        writer.Text("dhcp_type", Type);
        DhcpFieldWriter.Address(writer, "relay_ip", _relay);
        DhcpFieldWriter.Address(writer, "next_server_ip", _nextServer);
        if (_optionsLength > 0) WriteOptions(Options, writer);
    }

    void WriteLongAddress(IFactWriter writer)
    {
        var options = new DhcpOptions(Options, stackalloc ushort[DhcpOptions.Places]);
        DhcpFieldWriter.Mac(writer, "client_mac", options.LongAddress);
    }

    static void WriteOptions(ReadOnlySpan<byte> kept, IFactWriter writer)
    {
        var options = new DhcpOptions(kept, stackalloc ushort[DhcpOptions.Places]);
        var values = new DhcpFieldWriter(options, writer);
        values.ClientId("client_id");
        values.Address("requested_ip", DhcpOption.RequestedAddress);
        values.Number("lease_time", DhcpOption.LeaseTime);
        values.Number("rebinding_time", DhcpOption.RebindingTime);
        values.Number("renewal_time", DhcpOption.RenewalTime);
        values.Text("hostname", DhcpOption.HostName);
        if (options.TryOption(DhcpOption.Parameters, out ReadOnlySpan<byte> parameters)) writer.List("params", OptionText.Parameters(parameters));
        values.Address("subnet_mask", DhcpOption.SubnetMask);
        values.Addresses("routers", DhcpOption.Routers);
        values.Addresses("dns_servers", DhcpOption.DnsServers);
        values.Text("vendor_class_identifier", DhcpOption.VendorClass);
        values.Address("server_id", DhcpOption.ServerId);
        values.Text("domain", DhcpOption.DomainName);
        WriteFullName(options, writer);
        values.Addresses("ntp_servers", DhcpOption.NtpServers);
        values.Text("message", DhcpOption.Message);
        values.Text("tftp_server_name", DhcpOption.TftpServer);
        values.Text("boot_file", DhcpOption.BootFile);
        if (options.TryOption(DhcpOption.RelayAgent, out ReadOnlySpan<byte> relay)) WriteRelay(relay, writer);
    }

    // RFC 4702 §2: flags and two result codes; the E flag says that the name has the form of DNS.
    static void WriteFullName(in DhcpOptions options, IFactWriter writer)
    {
        if (!options.TryOption(DhcpOption.FullyQualifiedName, out ReadOnlySpan<byte> data) || data.Length <= 3) return;
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
