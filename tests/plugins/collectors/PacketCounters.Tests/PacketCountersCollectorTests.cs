using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.PacketCounters.Tests;

public sealed class PacketCountersCollectorTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly CollectorTestContext _context = new();
    readonly CollectorRun _run;

    public PacketCountersCollectorTests() => _run = new CollectorRun(new PacketCountersCollector(_context));

    PacketsSnapshot Take(long packets, long lost, double lagSeconds = 0, TimeSpan? passed = null)
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddSeconds(1_000_000);
        _context.Published.Set(new EngineSnapshot
        {
            Version = packets, TakenAt = now, Packets = packets, State = SourceState.Running,
            PacketTime = new Timestamp((long)((1_000_000 - lagSeconds) * Timestamp.NanosecondsPerSecond)),
            Drops = [new("kernel", lost, ""), new("ring", packets, "") { IsOrdinary = true }],
        });
        return _run.Take<PacketsSnapshot>(passed ?? Second);
    }

    [Fact]
    public void Packets_and_losses_become_a_course_by_seconds_without_ordinary_ceilings()
    {
        Take(100, 0);
        Take(1_100, 10);
        PacketsSnapshot packets = Take(1_600, 10);
        packets.PacketsBySecond.ShouldBe([1_000, 500]);
        packets.LostBySecond.ShouldBe([10, 0]);
    }

    [Fact]
    public void Each_counter_of_loss_has_its_rate()
    {
        Take(0, 0);
        Take(100, 50, passed: TimeSpan.FromSeconds(2)).Drops.Single(each => each.Counter.Name == "kernel").PerSecond.ShouldBe(25);
    }

    [Fact]
    public void The_lag_is_told_only_while_packets_come()
    {
        Take(100, 0, 0.25).Lag.ShouldBeNull();
        Take(200, 0, 0.25).Lag!.Value.TotalMilliseconds.ShouldBe(250, 1);
        Take(200, 0, 30).Lag.ShouldBeNull();
    }

    [Fact]
    public void Before_the_engine_has_published_there_is_nothing_to_say() => _run.Collect(Second).ShouldBeNull();
}
