using NetWatch.Plugins.AfPacket.Interfaces;

namespace NetWatch.Plugins.AfPacket.Tests.Interfaces;

public sealed class DefaultRoutesTests
{
    const string Header = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    [Fact]
    public void Ipv4_comes_before_ipv6_and_lower_metrics_before_higher_each_interface_once()
    {
        string ipv4 = Header
            + "wlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
            + "eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
            + "eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
        string zero = new('0', 32);
        string ipv6 = $"{zero} 00 {zero} 00 fe800000000000000000000000000001 00000064 00000001 00000000 00000003     ppp0\n"
            + $"{zero} 00 {zero} 00 fe800000000000000000000000000001 00000032 00000001 00000000 00000003     eth0\n"
            + $"{zero} 00 {zero} 00 {zero} ffffffff 00000001 00000000 00200200       lo\n";

        DefaultRoutes.Parse(ipv4, ipv6).ShouldBe(["eth0", "wlan0", "ppp0"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("x", "y")]
    [InlineData(Header + "eth0\t00000000\n", "00 00")]
    [InlineData(Header + "eth0\t00000000\t0\tzz\t0\t0\tm\t00000000\t0\t0\t0\n", "")]
    public void Lines_that_are_cut_or_broken_name_no_route(string ipv4, string ipv6) => DefaultRoutes.Parse(ipv4, ipv6).ShouldBeEmpty();

    [Fact]
    public void A_split_default_of_a_vpn_is_no_default() =>
        DefaultRoutes.Parse(Header + "tun0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n", "").ShouldBeEmpty();
}
