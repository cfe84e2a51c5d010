using NetWatch.Engine.Attribution;
using NetWatch.Engine.Flows;
using NetWatch.Host.Attribution;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Tests.Attribution;

public sealed class AttributedListenerTests
{
    static readonly NetAddress Here = NetAddress.FromIPv4(0x0A000001), There = NetAddress.FromIPv4(0x0A000002);

    readonly FlowAttribution _attribution = new();
    readonly EventInbox _inbox;
    readonly Recorder _recorder = new();
    readonly ManualTime _time = new();
    readonly AttributedListener _listener;

    public AttributedListenerTests()
    {
        _attribution.SetAddresses([Here]);
        _inbox = _attribution.OpenInbox("events");
        _listener = new AttributedListener(_recorder, _attribution, _time);
    }

    [Fact]
    public void A_record_waits_until_its_process_is_known()
    {
        _listener.OnFlow(Flow(1000));
        _listener.Release();
        _recorder.Seen.ShouldBeEmpty();
        Tell(1000, pid: 7);
        _listener.Release();
        _recorder.Seen.ShouldBe(["1000 by 7"]);
    }

    [Fact]
    public void It_does_not_wait_for_long()
    {
        _listener.OnFlow(Flow(1000));
        _time.Pass(TimeSpan.FromMilliseconds(299));
        _listener.Release();
        _recorder.Seen.ShouldBeEmpty();
        _time.Pass(TimeSpan.FromMilliseconds(2));
        _listener.Release();
        _recorder.Seen.ShouldBe(["1000 by nobody"]);
    }

    [Fact]
    public void Records_keep_their_order()
    {
        _listener.OnFlow(Flow(1000));
        _listener.OnFlow(Flow(1001));
        Tell(1001, pid: 8);
        _listener.Release();
        _recorder.Seen.ShouldBeEmpty();
        Tell(1000, pid: 7);
        _listener.Release();
        _recorder.Seen.ShouldBe(["1000 by 7", "1001 by 8"]);
    }

    [Fact]
    public void At_the_end_everything_goes()
    {
        _listener.OnFlow(Flow(1000));
        _listener.Release(all: true);
        _recorder.Seen.ShouldBe(["1000 by nobody"]);
    }

    [Fact]
    public void No_more_are_held_than_there_is_room_for()
    {
        for (int i = 0; i < 65_536 + 10; i++) _listener.OnFlow(Flow(1000));
        (_recorder.Seen.Count, _listener.Hurried).ShouldBe((10, 10L));
    }

    [Fact]
    public void Without_a_source_of_events_there_is_nothing_to_wait_for()
    {
        var quiet = new FlowAttribution();
        quiet.SetAddresses([Here]);
        var listener = new AttributedListener(_recorder, quiet, _time);
        listener.OnFlow(Flow(1000));
        listener.Release();
        _recorder.Seen.ShouldBe(["1000 by nobody"]);
    }

    void Tell(ushort port, int pid) => _inbox.OnSocket(new SocketEvent
    {
        Local = new FiveTuple(Transport.Tcp, Here, port, There, 443),
        Process = new ProcessIdentity { Key = new ProcessKey(pid, 1), Name = "p" },
        Time = new Timestamp(1_000_000_000),
        Evidence = AttributionEvidence.Exact,
        Cookie = port,
    });

    static FlowRecord Flow(ushort port) => new()
    {
        Id = port,
        Tuple = new FiveTuple(Transport.Tcp, Here, port, There, 443),
        Start = new Timestamp(1_000_000_000),
        End = new Timestamp(1_001_000_000),
        Facts = [],
    };

    sealed class Recorder : IFlowListener
    {
        internal List<string> Seen { get; } = [];

        public void OnFact(in FlowRecord flow, Fact fact, Timestamp time) => OnFlow(flow);

        public void OnSettled(in FlowRecord flow, Timestamp time) => OnFlow(flow);

        public void OnFlow(in FlowRecord flow) => Seen.Add($"{flow.Tuple.SourcePort} by {flow.Process?.Process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nobody"}");
    }

    sealed class ManualTime : TimeProvider
    {
        long _now = 1;

        public override long GetTimestamp() => _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        internal void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
