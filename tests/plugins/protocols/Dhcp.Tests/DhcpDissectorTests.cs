using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

public sealed class DhcpDissectorTests
{
    [Fact]
    public void Every_field_and_option_is_shown_with_its_bytes()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new DhcpDissector(), Ack, 68);

        lines[0].ShouldStartWith("DHCP ack 192.0.2.50");
        lines.ShouldContain("  Assigned address: 192.0.2.50 [16+4]");
        lines.ShouldContain("  Client hardware address: 52:54:00:12:34:56 [28+16]");
        lines.ShouldContain("  Option 53, dhcp_type: ack [240+3]");
        lines.ShouldContain("  Option 51, lease_time: 3600 s [249+6]");
        lines.ShouldContain(line => line.StartsWith("  Option 6, dns_server: 192.0.2.2, 192.0.2.3"));
    }

    [Fact]
    public void Options_inside_options_are_shown_below_them()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new Dhcp6Dissector(), Relayed, 547);

        lines.ShouldContain("  Peer address: 2001:db8::2 [18+16]");
        lines.ShouldContain(line => line.StartsWith("    DHCPv6, solicit"));
        TreeText.OfDatagram(new Dhcp6Dissector(), Reply, 546).ShouldContain(line => line.Contains("Address: 2001:db8::50"));
    }
}
