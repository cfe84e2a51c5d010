using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the fact of a message. Of an option that comes twice the first is taken.</summary>
static class DhcpFactReader
{
    internal static DhcpFact? Read(ReadOnlySpan<byte> bytes)
    {
        if (!DhcpMessage.TryRead(bytes, out DhcpMessage message)) return null;
        var fact = new DhcpFact
        {
            IsRequest = message.IsRequest,
            TransactionId = message.TransactionId,
            ClientMac = message.ClientHardware,
            ClientAddress = Shown(message.ClientAddress),
            AssignedAddress = Shown(message.AssignedAddress),
            NextServer = Shown(message.NextServer),
            Relay = Shown(message.Relay),
        };
        var options = new DhcpOptionReader(message);
        while (options.MoveNext())
        {
            if (!TakeClient(fact, options.Code, options.Data)) TakeLease(fact, options.Code, options.Data);
        }

        fact.TftpServer ??= message.ServerName(options.Overload);
        fact.BootFile ??= message.BootFile(options.Overload);
        return fact;
    }

    static bool TakeClient(DhcpFact fact, byte code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case DhcpOption.MessageType when data.Length == 1: fact.Type ??= DhcpOption.TypeName(data[0]); return true;
            case DhcpOption.RequestedAddress: fact.RequestedAddress ??= OptionText.Address(data); return true;
            case DhcpOption.ClientId when data.Length > 0: fact.ClientId ??= OptionText.ClientId(data); return true;
            case DhcpOption.HostName: fact.HostName ??= OptionText.Text(data); return true;
            case DhcpOption.VendorClass: fact.VendorClass ??= OptionText.Text(data); return true;
            case DhcpOption.Parameters when fact.Parameters.Count == 0: fact.Parameters = OptionText.Parameters(data); return true;
            case DhcpOption.FullyQualifiedName: fact.FullyQualifiedName ??= FullName(data); return true;
            case DhcpOption.RelayAgent: TakeRelay(fact, data); return true;
            default: return false;
        }
    }

    static void TakeLease(DhcpFact fact, byte code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case DhcpOption.LeaseTime: fact.LeaseTime ??= OptionText.Number(data); break;
            case DhcpOption.RenewalTime: fact.RenewalTime ??= OptionText.Number(data); break;
            case DhcpOption.RebindingTime: fact.RebindingTime ??= OptionText.Number(data); break;
            case DhcpOption.ServerId: fact.ServerId ??= OptionText.Address(data); break;
            case DhcpOption.SubnetMask: fact.SubnetMask ??= OptionText.Address(data); break;
            case DhcpOption.Routers when fact.Routers.Count == 0: fact.Routers = OptionText.Addresses(data); break;
            case DhcpOption.DnsServers when fact.DnsServers.Count == 0: fact.DnsServers = OptionText.Addresses(data); break;
            case DhcpOption.NtpServers when fact.NtpServers.Count == 0: fact.NtpServers = OptionText.Addresses(data); break;
            case DhcpOption.DomainName: fact.Domain ??= OptionText.Text(data); break;
            case DhcpOption.Message: fact.Message ??= OptionText.Text(data); break;
            case DhcpOption.TftpServer: fact.TftpServer ??= OptionText.Text(data); break;
            case DhcpOption.BootFile: fact.BootFile ??= OptionText.Text(data); break;
        }
    }

    // RFC 4702 §2: flags and two result codes; the E flag says that the name has the form of DNS.
    static string? FullName(ReadOnlySpan<byte> data)
    {
        if (data.Length <= 3) return null;
        if ((data[0] & 4) == 0) return OptionText.Text(data[3..]);
        Span<char> text = stackalloc char[DnsName.MaxTextLength];
        int at = 3;
        // A partial name has no end (RFC 4702 §2.3.1); what is there is the name.
        DnsName.TryRead(data, ref at, text, out int length);
        return length == 0 ? null : new string(text[..length]);
    }

    // RFC 3046 §2: options within the option.
    static void TakeRelay(DhcpFact fact, ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        while (reader.TryReadByte(out byte code) && reader.TryReadVector8(out ReadOnlySpan<byte> value))
        {
            if (code == 1) fact.CircuitId ??= Opaque(value);
            else if (code == 2) fact.RemoteId ??= Opaque(value);
        }
    }

    static string Opaque(ReadOnlySpan<byte> value) =>
        value.Length > 0 && value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0 ? OptionText.Text(value) : OptionText.Hex(value);

    static string? Shown(NetAddress address) => address == NetAddress.FromIPv4(0) ? null : address.ToString();
}
