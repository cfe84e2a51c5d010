using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>
/// What a message says. Named as in EVE where that has a name. Every message is a record of its own, since questions and answers of one exchange
/// travel between different addresses and so in different flows.
/// </summary>
sealed class DhcpFact : Fact
{
    public override string Protocol => "dhcp";

    // The first of each kind goes into the flow record, so that of a renewal both sides are there.
    public override string Kind => Type ?? "bootp";

    public override bool IsTransaction => true;

    internal bool IsRequest { get; init; }

    internal uint TransactionId { get; init; }

    internal string? ClientMac { get; init; }

    internal string? Type { get; set; }

    /// <summary>Addresses of the fixed fields, null where they are zero.</summary>
    internal string? ClientAddress { get; init; }

    internal string? AssignedAddress { get; init; }

    internal string? NextServer { get; init; }

    internal string? Relay { get; init; }

    internal string? RequestedAddress { get; set; }

    internal string? ServerId { get; set; }

    internal string? ClientId { get; set; }

    internal string? HostName { get; set; }

    internal string? FullyQualifiedName { get; set; }

    internal string? Domain { get; set; }

    internal string? VendorClass { get; set; }

    internal string? SubnetMask { get; set; }

    internal string? Message { get; set; }

    internal string? TftpServer { get; set; }

    internal string? BootFile { get; set; }

    internal string? CircuitId { get; set; }

    internal string? RemoteId { get; set; }

    internal uint? LeaseTime { get; set; }

    internal uint? RenewalTime { get; set; }

    internal uint? RebindingTime { get; set; }

    internal IReadOnlyList<string> Parameters { get; set; } = [];

    internal IReadOnlyList<string> Routers { get; set; } = [];

    internal IReadOnlyList<string> DnsServers { get; set; } = [];

    internal IReadOnlyList<string> NtpServers { get; set; } = [];

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("DHCP ").Append(Type ?? (IsRequest ? "BOOTP request" : "BOOTP reply"));
            if ((AssignedAddress ?? RequestedAddress ?? ClientAddress) is { } address) text.Append(' ').Append(address);
            text.Append(IsRequest ? " from " : " to ").Append(HostName is null ? ClientMac : Printable(HostName));
            if (LeaseTime is { } lease && !IsRequest) text.Append(CultureInfo.InvariantCulture, $", lease {lease} s");
            if (Message is not null) text.Append(": ").Append(Printable(Message));
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("type", IsRequest ? "request" : "reply");
        writer.Number("id", TransactionId);
        writer.Text("client_mac", ClientMac);
        writer.Text("assigned_ip", AssignedAddress);
        writer.Text("client_ip", ClientAddress);
        writer.Text("dhcp_type", Type);
        writer.Text("relay_ip", Relay);
        writer.Text("next_server_ip", NextServer);
        writer.Text("client_id", ClientId);
        writer.Text("requested_ip", RequestedAddress);
        if (LeaseTime is { } lease) writer.Number("lease_time", lease);
        if (RebindingTime is { } rebinding) writer.Number("rebinding_time", rebinding);
        if (RenewalTime is { } renewal) writer.Number("renewal_time", renewal);
        writer.Text("hostname", HostName);
        writer.List("params", Parameters);
        writer.Text("subnet_mask", SubnetMask);
        writer.List("routers", Routers);
        writer.List("dns_servers", DnsServers);
        writer.Text("vendor_class_identifier", VendorClass);
        writer.Text("server_id", ServerId);
        writer.Text("domain", Domain);
        writer.Text("client_fqdn", FullyQualifiedName);
        writer.List("ntp_servers", NtpServers);
        writer.Text("message", Message);
        writer.Text("tftp_server_name", TftpServer);
        writer.Text("boot_file", BootFile);
        writer.Text("circuit_id", CircuitId);
        writer.Text("remote_id", RemoteId);
    }

    static string Printable(string text) => new([.. text.Select(character => char.IsControl(character) ? '·' : character)]);
}
