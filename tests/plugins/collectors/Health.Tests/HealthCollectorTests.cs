using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Health.Tests;

/// <summary>Probes hosts of loopback, which answer as others do.</summary>
public sealed class HealthCollectorTests
{
    static readonly NetAddress Loopback = NetAddress.FromIPv4(0x7F000001);

    // Of the prefix that is discarded (RFC 6666), whether there is a route or not.
    static readonly NetAddress Discard = new(0x0100_0000_0000_0000, 1);

    readonly CollectorTestContext _context = new();

    HealthSnapshot Take(int calls = 1)
    {
        var collector = new HealthCollector(_context);
        HealthSnapshot? last = null;
        for (int i = 1; i <= calls; i++)
        {
            last = (HealthSnapshot?)collector.Collect(new CollectionContext
            {
                Version = i, Now = DateTimeOffset.UnixEpoch, Time = TimeProvider.System, Cadence = TimeSpan.FromSeconds(5),
            });
        }

        return last.ShouldNotBeNull();
    }

    void Configure(params NetAddress[] servers) => _context.Published.Set(new NetworkConfigSnapshot
    {
        Version = 1, TakenAt = default, DnsServers = [.. servers.Select(each => new DnsServer(each, 0))],
        Routes = [new Route(default, 0, Loopback, 1) { IsIPv4 = true }],
    });

    [LinuxFact]
    public void Gateway_and_dns_servers_are_probed_and_answer()
    {
        Configure(NetAddress.FromIPv4(0x7F000035));
        HealthSnapshot health = Take(2);
        health.Targets.Select(each => each.Role).ShouldBe([HealthRole.Gateway, HealthRole.Dns]);
        HealthTarget gateway = health.Targets[0];
        gateway.IsReachable.ShouldBeTrue();
        gateway.Median!.Value.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        if (gateway.Method != ProbeMethod.Icmp) return;
        (gateway.Sent, gateway.Answered, gateway.Loss).ShouldBe((6, 6, 0));
        gateway.History.Length.ShouldBe(6);
    }

    [LinuxFact]
    public void What_the_user_names_is_probed_by_address_and_by_name()
    {
        _context.Set("health", "target", "127.0.0.9, localhost");
        var collector = new HealthCollector(_context);
        HealthSnapshot? last = null;
        SpinWait.SpinUntil(() =>
        {
            last = (HealthSnapshot?)collector.Collect(new CollectionContext { Version = 1, Now = default, Time = TimeProvider.System, Cadence = default });
            return last!.Targets.Length == 2;
        }, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        last!.Targets.Select(each => each.Name).ShouldBe(["127.0.0.9", "localhost"]);
        last.Targets.ShouldAllBe(each => each.Role == HealthRole.Named);
    }

    [LinuxFact]
    public void A_host_that_never_answers_is_lost_and_another_method_is_tried()
    {
        Configure(Discard);
        HealthTarget lost = Take(3).Targets.Single(each => each.Role == HealthRole.Dns);
        lost.IsReachable.ShouldBeFalse();
        lost.Loss.ShouldBe(1);
        lost.Median.ShouldBeNull();
        lost.Method.ShouldBe(ProbeMethod.Dns);
    }

    [LinuxFact]
    public void Without_anything_to_probe_it_says_so()
    {
        var context = new CollectionContext { Version = 1, Now = default, Time = TimeProvider.System, Cadence = default };
        new HealthCollector(_context).Collect(context).ShouldNotBeNull();
        context.Notice.ShouldNotBeNull().ShouldContain("gateway");
    }

    [LinuxFact]
    public void A_call_that_shall_end_ends_at_once()
    {
        Configure(Discard);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var context = new CollectionContext { Version = 1, Now = default, Time = TimeProvider.System, Cadence = default, Cancellation = cancelled.Token };
        ((HealthSnapshot)new HealthCollector(_context).Collect(context)!).Targets.ShouldAllBe(each => each.Sent == 0);
    }
}
