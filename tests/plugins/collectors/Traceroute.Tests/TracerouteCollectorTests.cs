using System.Net;
using System.Net.Sockets;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Traceroute.Tests;

public sealed class TracerouteCollectorTests
{
    static NetAddress Ip(string text) => NetAddress.TryParse(text, out NetAddress address) ? address : throw new ArgumentException(text);

    static TracerouteSnapshot Trace(CollectionRequest request, CollectorTestContext? context = null)
    {
        var reports = new CollectedReports();
        new TracerouteCollector(context ?? new CollectorTestContext()).Run(request, reports, default);
        reports.All.Count.ShouldBeGreaterThan(1, "news come while it runs");
        return (TracerouteSnapshot)reports.All[^1];
    }

    [RootFact]
    public void Every_kind_of_probe_finds_the_same_way_over_three_routers()
    {
        using var chain = new NamespaceChain();
        using Socket listener = Listen(chain);
        foreach ((Transport transport, ushort port, ProbeMethod method) in
            ((Transport, ushort, ProbeMethod)[])[(Transport.Udp, 9_999, ProbeMethod.Udp), (Transport.Icmp, 0, ProbeMethod.Icmp), (Transport.Tcp, 8_080, ProbeMethod.Tcp), (Transport.Tcp, 81, ProbeMethod.Tcp)])
        {
            TracerouteSnapshot? report = null;
            chain.In(0, () => report = Trace(new CollectionRequest { Address = Ip("10.203.4.2"), Transport = transport, Port = port }));
            report!.Method.ShouldBe(method);
            report.HasReached.ShouldBeTrue($"{transport} {port}");
            report.State.ShouldBe(ReportState.Done);
            report.Hops.Select(hop => hop.Address.ToString()).ShouldBe(["10.203.1.2", "10.203.2.2", "10.203.3.2", "10.203.4.2"], $"{transport} {port}");
            report.Hops.ShouldAllBe(hop => hop.Loss == 0 && hop.Best > TimeSpan.Zero && hop.Best <= hop.Mean && hop.Mean <= hop.Worst && hop.Worst < TimeSpan.FromSeconds(1));
        }
    }

    [RootFact]
    public void The_same_over_ipv6()
    {
        using var chain = new NamespaceChain();
        foreach ((Transport transport, ushort port) in ((Transport, ushort)[])[(Transport.Udp, 9_999), (Transport.IcmpV6, 0), (Transport.Tcp, 81)])
        {
            TracerouteSnapshot? report = null;
            chain.In(0, () => report = Trace(new CollectionRequest { Address = Ip("fd04::2"), Transport = transport, Port = port }));
            report!.Hops.Select(hop => hop.Address.ToString()).ShouldBe(["fd01::2", "fd02::2", "fd03::2", "fd04::2"], $"{transport} {port}");
        }
    }

    [RootFact]
    public void A_target_that_swallows_probes_is_told_as_not_reached_and_the_routers_are_shown()
    {
        using var chain = new NamespaceChain();
        var context = new CollectorTestContext();
        context.Published.Set(new NamesSnapshot
        {
            Version = 1, TakenAt = default, Names = new NamesSnapshot { Version = 1, TakenAt = default }.Names.Add(Ip("10.203.2.2"), new HostName("inner.test", NameOrigin.DnsAnswer)),
        });
        TracerouteSnapshot? report = null;
        // Nobody has this address; the last router asks for it by ARP and gets no answer.
        chain.In(0, () => report = Trace(new CollectionRequest { Address = Ip("10.203.4.77"), Transport = Transport.Udp, Port = 1 }, context));
        report!.HasReached.ShouldBeFalse();
        report.Hops.Take(3).Select(hop => hop.Address.ToString()).ShouldBe(["10.203.1.2", "10.203.2.2", "10.203.3.2"]);
        report.Lines.ShouldContain(line => line.Text.Contains("inner.test"));
        report.Lines.ShouldContain(line => line.Text.Contains("has not answered"));
    }

    [Fact]
    public void Loopback_is_one_hop_away()
    {
        if (!OperatingSystem.IsLinux()) return;
        TracerouteSnapshot report = Trace(new CollectionRequest { Address = Ip("127.0.0.1"), Transport = Transport.Udp, Port = 9 });
        report.Hops.ShouldHaveSingleItem().Address.ShouldBe(Ip("127.0.0.1"));
    }

    [Theory]
    [InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("::")]
    public void Where_there_is_no_single_host_it_says_so(string address)
    {
        var reports = new CollectedReports();
        new TracerouteCollector(new CollectorTestContext()).Run(new CollectionRequest { Address = Ip(address) }, reports, default);
        reports.All.ShouldHaveSingleItem().State.ShouldBe(ReportState.Failed);
    }

    [Fact]
    public void A_closed_window_ends_it_at_once()
    {
        using var closed = new CancellationTokenSource();
        closed.Cancel();
        var reports = new CollectedReports();
        new TracerouteCollector(new CollectorTestContext()).Run(new CollectionRequest { Address = Ip("192.0.2.1") }, reports, closed.Token);
        reports.All.ShouldAllBe(report => ((TracerouteSnapshot)report).Hops.All(hop => hop.Sent == 0));
    }

    static Socket Listen(NamespaceChain chain)
    {
        Socket? listener = null;
        chain.In(4, () =>
        {
            listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Any, 8_080));
            listener.Listen(64);
        });
        return listener!;
    }
}
