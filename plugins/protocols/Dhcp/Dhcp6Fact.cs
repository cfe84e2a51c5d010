using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>What a DHCPv6 message says; of a relayed one, what the message inside says.</summary>
sealed class Dhcp6Fact : Fact
{
    public override string Protocol => "dhcpv6";

    public override string Kind => Type;

    public override bool IsTransaction => true;

    internal required string Type { get; init; }

    internal bool IsReply { get; init; }

    internal int TransactionId { get; init; }

    internal string? LinkAddress { get; set; }

    internal string? PeerAddress { get; set; }

    internal string? InterfaceId { get; set; }

    internal string? ClientId { get; set; }

    /// <summary>The hardware address that the client id is made of, or null.</summary>
    internal string? ClientMac { get; set; }

    internal string? ServerId { get; set; }

    internal string? HostName { get; set; }

    internal string? Status { get; set; }

    internal uint? ValidLifetime { get; set; }

    internal uint? PreferredLifetime { get; set; }

    internal List<string> Addresses { get; } = [];

    internal List<string> Prefixes { get; } = [];

    internal IReadOnlyList<string> DnsServers { get; set; } = [];

    internal IReadOnlyList<string> Domains { get; set; } = [];

    internal IReadOnlyList<string> Requested { get; set; } = [];

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("DHCPv6 ").Append(Type);
            if (Addresses.Count + Prefixes.Count > 0) text.Append(' ').AppendJoin(", ", Addresses.Concat(Prefixes));
            if ((HostName ?? ClientMac ?? ClientId) is { } client) text.Append(IsReply ? " to " : " from ").Append(client);
            if (Status is not null and not "success") text.Append(": ").Append(Status);
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("type", IsReply ? "reply" : "request");
        writer.Text("dhcp_type", Type);
        writer.Text("id", string.Create(CultureInfo.InvariantCulture, $"{TransactionId:x6}"));
        writer.Text("client_id", ClientId);
        writer.Text("client_mac", ClientMac);
        writer.Text("server_id", ServerId);
        writer.Text("hostname", HostName);
        writer.List("addresses", Addresses);
        writer.List("prefixes", Prefixes);
        if (PreferredLifetime is { } preferred) writer.Number("preferred_lifetime", preferred);
        if (ValidLifetime is { } valid) writer.Number("valid_lifetime", valid);
        writer.List("dns_servers", DnsServers);
        writer.List("domains", Domains);
        writer.List("params", Requested);
        writer.Text("status", Status);
        writer.Text("link_address", LinkAddress);
        writer.Text("peer_address", PeerAddress);
        writer.Text("interface_id", InterfaceId);
    }
}
