using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;
using static NetWatch.Plugins.NetworkConfig.Tests.NetlinkBytes;

namespace NetWatch.Plugins.NetworkConfig.Tests;

public sealed class NetworkConfigCollectorTests : IDisposable
{
    const uint Up = 1, Loopback = 8, Running = 0x40;
    static readonly TimeSpan Passed = TimeSpan.FromSeconds(10);

    readonly string _resolver = Path.GetTempFileName();
    readonly Dictionary<ushort, byte[]?> _dumps = new()
    {
        [GetLink] =
        [
            .. Link(1, "lo", Up | Loopback | Running, (4, Number(65_536))),
            .. Link(2, "eth0", Up | Running, (1, [2, 0, 0, 0, 0, 0x1F]), (4, Number(1_500)), (18, Nested(1, [.. "veth\0"u8]))),
            .. Link(3, "eth1", Up),
        ],
        [GetAddress] =
        [
            .. Address(1, 8, (1, [127, 0, 0, 1]), (2, [127, 0, 0, 1])),
            .. Address(2, 24, (1, [192, 0, 2, 7]), (2, [192, 0, 2, 7])),
            .. Address(2, 32, (1, [198, 51, 100, 1]), (2, [198, 51, 100, 9])),
        ],
        [GetRoute] =
        [
            .. Route(2, 24, 254, (1, [192, 0, 2, 0]), (4, Number(2))),
            .. Route(2, 0, 254, (5, [192, 0, 2, 254]), (4, Number(2)), (6, Number(600))),
            .. Route(2, 0, 254, (5, [192, 0, 2, 1]), (4, Number(2)), (6, Number(100))),
            .. Route(2, 32, 255, (1, [192, 0, 2, 7]), (4, Number(2))),
        ],
    };

    public void Dispose() => File.Delete(_resolver);

    CollectorRun Run(string resolver = "")
    {
        File.WriteAllText(_resolver, resolver);
        return new CollectorRun(new NetworkConfigCollector(type => _dumps[type], _resolver, "host1"));
    }

    NetworkConfigSnapshot Take(string resolver = "") => Run(resolver).Take<NetworkConfigSnapshot>(Passed);

    static NetAddress Ip(string text) => NetAddress.TryParse(text, out NetAddress address) ? address : throw new ArgumentException(text);

    [Fact]
    public void Interfaces_have_their_state_kind_and_addresses()
    {
        NetworkConfigSnapshot config = Take();
        config.Hostname.ShouldBe("host1");
        config.Interfaces.Select(each => each.Name).ShouldBe(["lo", "eth0", "eth1"]);
        InterfaceConfig eth0 = config.Interfaces[1];
        (eth0.IsUp, eth0.IsLoopback, eth0.Mtu, eth0.Kind, eth0.HardwareAddress).ShouldBe((true, false, 1_500, "veth", "02:00:00:00:00:1f"));
        config.Interfaces[0].IsLoopback.ShouldBeTrue();
        (config.Interfaces[2].IsEnabled, config.Interfaces[2].IsUp).ShouldBe((true, false));
    }

    [Fact]
    public void The_own_address_of_a_point_to_point_link_is_not_that_of_its_other_end() =>
        Take().Interfaces[1].Addresses.ShouldBe([new(Ip("192.0.2.7"), 24), new(Ip("198.51.100.9"), 32)]);

    [Fact]
    public void The_default_route_is_the_one_of_the_lowest_metric_and_local_routes_are_left_out()
    {
        NetworkConfigSnapshot config = Take();
        config.DefaultRoute(isIPv4: true)!.Gateway.ShouldBe(Ip("192.0.2.1"));
        config.DefaultRoute(isIPv4: true)!.Interface.ShouldBe("eth0");
        config.DefaultRoute(isIPv4: false).ShouldBeNull();
        config.Routes.Length.ShouldBe(3);
        config.IsOwn(Ip("192.0.2.7")).ShouldBeTrue();
        config.IsOwn(Ip("192.0.2.1")).ShouldBeFalse();
    }

    [Fact]
    public void A_route_over_several_next_hops_has_the_first()
    {
        byte[] gateway = [8, 0, 5, 0, 192, 0, 2, 33];
        byte[] hop = [16, 0, 0, 0, .. Number(2), .. gateway];
        _dumps[GetRoute] = Route(2, 0, 254, (9, [.. hop, .. hop]));
        Take().DefaultRoute(isIPv4: true)!.Gateway.ShouldBe(Ip("192.0.2.33"));
    }

    [Fact]
    public void Dns_servers_and_search_domains_come_from_the_resolver_file()
    {
        NetworkConfigSnapshot config = Take("# comment\nnameserver 192.0.2.53\nnameserver fe80::1%eth0\nnameserver nonsense\nsearch a.test\nsearch b.test c.test\n");
        config.DnsServers.ShouldBe([new(Ip("192.0.2.53"), 0), new(Ip("fe80::1"), 2)]);
        config.SearchDomains.ShouldBe(["b.test", "c.test"]);
    }

    [Fact]
    public void Nothing_is_published_while_nothing_has_changed()
    {
        CollectorRun run = Run("nameserver 192.0.2.53\n");
        run.Collect(Passed).ShouldNotBeNull();
        run.Collect(Passed).ShouldBeNull();
        File.WriteAllText(_resolver, "nameserver 192.0.2.54\n");
        run.Take<NetworkConfigSnapshot>(Passed).DnsServers[0].Address.ShouldBe(Ip("192.0.2.54"));
    }

    [Fact]
    public void Where_netlink_is_refused_it_says_so_and_still_knows_the_dns_servers()
    {
        _dumps[GetLink] = _dumps[GetAddress] = _dumps[GetRoute] = null;
        CollectorRun run = Run("nameserver 192.0.2.53\n");
        run.Take<NetworkConfigSnapshot>(Passed).DnsServers.Length.ShouldBe(1);
        run.Notice.ShouldNotBeNull().ShouldContain("netlink");
    }

    [Fact]
    public void No_bytes_of_a_dump_can_break_it()
    {
        byte[] good = [.. _dumps[GetLink]!, .. _dumps[GetAddress]!, .. _dumps[GetRoute]!];
        var change = from place in Gen.Choose(0, good.Length - 1) from value in Gen.Choose(0, 255) from end in Gen.Choose(0, good.Length) select (place, value, end);
        Prop.ForAll(Arb.From(Gen.ListOf(change, 4)), changes =>
        {
            byte[] bytes = [.. good];
            foreach ((int place, int value, _) in changes) bytes[place] = (byte)value;
            bytes = bytes[..changes[0].end];
            new CollectorRun(new NetworkConfigCollector(_ => bytes, _resolver, "")).Collect(Passed).ShouldNotBeNull();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void On_this_machine_the_kernel_tells_of_loopback()
    {
        if (!OperatingSystem.IsLinux()) return;
        NetworkConfigSnapshot config = new CollectorRun(new NetworkConfigCollector()).Take<NetworkConfigSnapshot>(Passed);
        InterfaceConfig lo = config.Interfaces.Single(each => each.IsLoopback);
        lo.Addresses.Select(each => each.Address).ShouldContain(Ip("127.0.0.1"));
    }

    [Fact]
    public void On_this_machine_traffic_alone_is_no_change()
    {
        if (!OperatingSystem.IsLinux()) return;
        var run = new CollectorRun(new NetworkConfigCollector());
        run.Collect(Passed);
        using var socket = new System.Net.Sockets.UdpClient();
        for (int i = 0; i < 100; i++) socket.Send([1], 1, "127.0.0.1", 9);
        run.Collect(Passed).ShouldBeNull();
    }
}
