using NetWatch.Engine.Snapshots;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Tests.Snapshots;

public class SnapshotTests
{
    readonly TestEngine _engine = new(FakeProtocol.StartingWith("abc", "abc"));
    readonly SnapshotStore _store = new();
    readonly ManualTime _time = new();

    SnapshotPublisher Publisher(int maxRows = 100, bool isLive = false) => new(_engine.Pipeline, _store, _time, maxRows) { IsLive = isLive };

    EngineSnapshot Engine => _store.Get<EngineSnapshot>()!;

    FlowTableSnapshot Flows => _store.Get<FlowTableSnapshot>()!;

    void Udp(string text, ushort clientPort, double seconds)
    {
        _engine.Udp(text, clientPort: clientPort);
        _engine.After(seconds - 0.000_001);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_publication_and_each_one_counts()
    {
        _store.Get<EngineSnapshot>().ShouldBeNull();
        SnapshotPublisher publisher = Publisher();
        int told = 0;
        _store.OnPublished = () => told++;
        publisher.Publish();
        publisher.Publish();
        (Engine.Version, Flows.Version, told, _store.Version).ShouldBe((2, 2, 4, 4));
    }

    [Fact]
    public void Rates_are_those_of_the_last_full_second()
    {
        SnapshotPublisher publisher = Publisher();
        for (int i = 0; i < 15; i++) Udp("12345678", 1, 0.1);
        publisher.Publish();
        Engine.PacketsPerSecond.ShouldBe(10);
        Engine.BitsPerSecond.ShouldBe(10 * 50 * 8);
    }

    [Fact]
    public void The_rate_falls_to_zero_while_nothing_comes()
    {
        SnapshotPublisher publisher = Publisher(isLive: true);
        for (int i = 0; i < 10; i++) Udp("12345678", 1, 0.1);
        _time.Now = _time.Now.AddSeconds(1);
        publisher.Publish();
        Engine.PacketsPerSecond.ShouldBe(10);
        _time.Now = _time.Now.AddSeconds(1);
        publisher.Publish();
        Engine.PacketsPerSecond.ShouldBe(0);
        Engine.BytesPerSecondHistory.ShouldBe([500, 0]);
    }

    [Fact]
    public void The_rate_of_a_flow_falls_to_zero_on_a_quiet_wire()
    {
        SnapshotPublisher publisher = Publisher(isLive: true);
        for (int i = 0; i < 40; i++)
        {
            Udp(new string('x', 60_000), 1, 0.1);
            _time.Now = _time.Now.AddSeconds(0.1);
            publisher.Publish();
        }

        Flows.Rows[0].BitsPerSecondToServer.ShouldBe(60_042 * 8 * 10, 1_000_000);
        Flows.Rows[0].BitsPerSecondToClient.ShouldBe(0);
        for (int i = 0; i < 20; i++)
        {
            _time.Now = _time.Now.AddSeconds(0.25);
            publisher.Publish();
        }

        Flows.Rows[0].BitsPerSecondToServer.ShouldBe(0);
    }

    [Fact]
    public void The_history_is_as_long_as_the_source_has_run_and_bounded()
    {
        SnapshotPublisher publisher = Publisher();
        publisher.Publish();
        Engine.BytesPerSecondHistory.ShouldBeEmpty();
        for (int second = 0; second < 5; second++) Udp("12345678", 1, 1);
        publisher.Publish();
        Engine.BytesPerSecondHistory.ShouldBe([50, 50, 50, 50]);
        for (int second = 0; second < 400; second++) Udp("1234567", 1, 1);
        publisher.Publish();
        Engine.BytesPerSecondHistory.Length.ShouldBe(300);
        Engine.BytesPerSecondHistory.ShouldAllBe(bytes => bytes == 49);
    }

    [Fact]
    public void Silent_seconds_stand_in_the_history_as_nothing()
    {
        SnapshotPublisher publisher = Publisher();
        Udp("12345678", 1, 3);
        Udp("12345678", 1, 1_000);
        Udp("12345678", 1, 1);
        publisher.Publish();
        Engine.BytesPerSecondHistory.Length.ShouldBe(300);
        Engine.BytesPerSecondHistory.ShouldAllBe(bytes => bytes == 0);
    }

    [Fact]
    public void Times_before_1970_are_survived()
    {
        SnapshotPublisher publisher = Publisher();
        _engine.At(-1_500_000_000);
        for (int i = 0; i < 5; i++) Udp("x", 1, 1);
        publisher.Publish();
        Engine.Packets.ShouldBe(5);
    }

    [Fact]
    public void Rows_stand_in_the_order_of_their_numbers_and_those_left_out_are_counted()
    {
        SnapshotPublisher publisher = Publisher(maxRows: 3);
        for (ushort port = 1; port <= 10; port++) Udp("x", port, 0.01);
        Udp("x", 2, 0.01);
        publisher.Publish();
        Flows.Rows.Select(row => row.Record.Tuple.SourcePort).ShouldBe([(ushort)2, (ushort)9, (ushort)10]);
        Flows.Rows.Select(row => row.Number).ShouldBe([2, 9, 10]);
        Flows.Omitted.ShouldBe(7);
        Engine.FlowsActive.ShouldBe(10);
    }

    [Fact]
    public void Flows_that_ended_stay_for_a_while_and_are_bounded()
    {
        SnapshotPublisher publisher = Publisher(maxRows: 5);
        for (ushort port = 1; port <= 10; port++) Udp("abc", port, 0.01);
        _engine.After(1000);
        Udp("xyz", 99, 0);
        for (int i = 0; i < 500; i++) _engine.Pipeline.Tick(_engine.After(0.05).Now);
        publisher.Publish();
        Flows.Rows.Length.ShouldBe(5);
        Flows.Rows.Count(row => row.Record.EndReason == FlowEndReason.Timeout).ShouldBe(4);
        Flows.Rows[^1].Record.EndReason.ShouldBe(FlowEndReason.None);
        Flows.Rows.Select(row => row.Number).ShouldBeInOrder();
        Flows.Omitted.ShouldBe(6);
    }

    [Fact]
    public void A_table_without_rows_is_possible()
    {
        SnapshotPublisher publisher = Publisher(maxRows: 0);
        _engine.Tcp().Open().Close();
        _engine.Pipeline.Complete();
        publisher.Publish();
        Flows.Rows.ShouldBeEmpty();
        Flows.Omitted.ShouldBe(1);
    }

    [Fact]
    public void Shares_of_protocols_hold_ended_and_open_flows_largest_first()
    {
        SnapshotPublisher publisher = Publisher();
        _engine.Udp("zzz", clientPort: 1);
        _engine.Udp("abc", clientPort: 2);
        _engine.Udp("abc" + new string('x', 500), clientPort: 3);
        publisher.Publish();
        Engine.Protocols.Select(share => (share.Protocol, share.Flows, share.Bytes)).ShouldBe([("abc", 2, 45 + 545), ("unknown", 1, 45)]);
        _engine.Pipeline.Complete();
        publisher.Publish();
        Engine.Protocols.Select(share => (share.Protocol, share.Flows, share.Bytes)).ShouldBe([("abc", 2, 45 + 545), ("unknown", 1, 45)]);
    }

    [Fact]
    public void The_times_of_the_first_and_the_latest_packet_are_told()
    {
        SnapshotPublisher publisher = Publisher();
        Timestamp first = _engine.Now;
        Udp("x", 1, 2);
        Udp("x", 1, 2);
        publisher.Publish();
        Engine.FirstPacketTime.ShouldBe(first);
        Engine.PacketTime.Nanoseconds.ShouldBe(first.Nanoseconds + 2_000_000_000);
    }

    [Fact]
    public void Every_counter_of_something_lost_is_among_the_drops()
    {
        SnapshotPublisher publisher = Publisher();
        publisher.Source = new SourceStatus { Name = "eth9", State = SourceState.Running, Notice = "all well" };
        publisher.Publish();
        (Engine.Source, Engine.State, Engine.Notice).ShouldBe(("eth9", SourceState.Running, "all well"));
        string[] names = [.. Engine.Drops.Select(drop => drop.Name)];
        names[..6].ShouldBe(["kernel", "interface", "malformed", "ring", "fragments", "late fragments"]);
        names[6..].ShouldBe(_engine.Counters.Drops().Select(drop => drop.Name));
    }
}
