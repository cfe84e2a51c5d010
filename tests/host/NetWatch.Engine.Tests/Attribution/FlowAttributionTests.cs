using NetWatch.Engine.Attribution;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Attribution;

public sealed class FlowAttributionTests
{
    const long Now = 1_700_000_000_000_000_000;

    static readonly NetAddress Here = NetAddress.FromIPv4(0x0A000001), There = NetAddress.FromIPv4(0x0A000002), Container = NetAddress.FromIPv4(0xAC110002);

    readonly FlowAttribution _attribution = new();
    readonly EventInbox _inbox;

    public FlowAttributionTests()
    {
        _attribution.SetAddresses([Here]);
        _inbox = _attribution.OpenInbox("events");
    }

    [Fact]
    public void Both_ends_of_a_connection_on_this_machine_are_named()
    {
        NetAddress loopback = NetAddress.FromIPv4(0x7F000001);
        var tuple = new FiveTuple(Transport.Tcp, loopback, 40000, loopback, 80);
        Tell(tuple, pid: 1);
        Tell(tuple.Reversed, pid: 2);
        FlowRecord record = _attribution.Attribute(Flow(tuple));
        (record.ClientProcess!.Process.Pid, record.ServerProcess!.Process.Pid, record.Process!.Process.Pid).ShouldBe((1, 2, 1));
        _attribution.IsSettled(record).ShouldBeTrue();
    }

    [Fact]
    public void An_exact_answer_is_not_replaced_by_a_weaker_one_nor_by_another_exact_one()
    {
        var tuple = new FiveTuple(Transport.Tcp, Here, 40000, There, 443);
        Tell(tuple, pid: 1);
        FlowRecord exact = _attribution.Attribute(Flow(tuple));
        SetSockets(Row(tuple, pid: 9));
        Tell(tuple, pid: 8, cookie: 99);
        _attribution.Attribute(exact).ClientProcess!.Process.Pid.ShouldBe(1);
    }

    [Fact]
    public void A_weaker_answer_is_replaced_by_an_exact_one()
    {
        var tuple = new FiveTuple(Transport.Tcp, Here, 40000, There, 443);
        SetSockets(Row(tuple, pid: 9));
        FlowRecord weak = _attribution.Attribute(Flow(tuple));
        weak.ClientProcess!.Evidence.ShouldBe(AttributionEvidence.Inode);
        Tell(tuple, pid: 1);
        (_attribution.Attribute(weak).ClientProcess!.Process.Pid, _attribution.Attribute(weak).ClientProcess!.Evidence).ShouldBe((1, AttributionEvidence.Exact));
    }

    [Fact]
    public void Who_listens_is_named_for_what_arrives_and_for_nothing_that_leaves()
    {
        SetSockets(Row(new FiveTuple(Transport.Tcp, default, 80, default, 0), pid: 3, SocketState.Listen));
        SocketOwner owner = _attribution.Attribute(Flow(new FiveTuple(Transport.Tcp, There, 50000, Here, 80))).ServerProcess.ShouldNotBeNull();
        (owner.Process.Pid, owner.Evidence).ShouldBe((3, AttributionEvidence.Listener));
        _attribution.Attribute(Flow(new FiveTuple(Transport.Tcp, Here, 80, There, 50000))).Process.ShouldBeNull();
        _attribution.Attribute(Flow(new FiveTuple(Transport.Tcp, There, 50000, Container, 80))).Process.ShouldBeNull();
    }

    [Fact]
    public void A_UDP_socket_bound_to_no_address_is_found_by_the_other_end()
    {
        Tell(new FiveTuple(Transport.Udp, default, 5000, There, 53), pid: 4);
        _attribution.Attribute(Flow(new FiveTuple(Transport.Udp, Here, 5000, There, 53))).ClientProcess!.Evidence.ShouldBe(AttributionEvidence.Exact);
        _attribution.Attribute(Flow(new FiveTuple(Transport.Udp, Container, 5000, There, 53))).Process.ShouldBeNull();
    }

    [Fact]
    public void A_UDP_socket_of_a_container_is_not_taken_for_one_of_the_host()
    {
        Tell(new FiveTuple(Transport.Udp, default, 5000, There, 53), pid: 4, isForeign: true);
        _attribution.Attribute(Flow(new FiveTuple(Transport.Udp, Here, 5000, There, 53))).Process.ShouldBeNull();
        _attribution.Attribute(Flow(new FiveTuple(Transport.Udp, Container, 5000, There, 53))).ClientProcess!.Process.Pid.ShouldBe(4);
    }

    [Fact]
    public void A_UDP_socket_without_a_peer_names_its_port_and_claims_no_more()
    {
        Tell(new FiveTuple(Transport.Udp, default, 5353, default, 0), pid: 5);
        SocketOwner owner = _attribution.Attribute(Flow(new FiveTuple(Transport.Udp, There, 9, Here, 5353))).ServerProcess.ShouldNotBeNull();
        (owner.Process.Pid, owner.Evidence).ShouldBe((5, AttributionEvidence.Listener));
    }

    [Fact]
    public void A_connection_that_ended_before_the_sockets_were_read_is_not_looked_up_among_them()
    {
        var tuple = new FiveTuple(Transport.Tcp, Here, 40000, There, 443);
        SetSockets(Row(tuple, pid: 9));
        FlowRecord old = Flow(tuple) with { Start = new Timestamp(Now - 60_000_000_000), End = new Timestamp(Now - 50_000_000_000) };
        _attribution.Attribute(old).Process.ShouldBeNull();
    }

    [Fact]
    public void Sockets_that_are_gone_when_the_record_is_written_are_remembered_for_a_minute()
    {
        var tuple = new FiveTuple(Transport.Tcp, There, 50000, Here, 80);
        var listening = new FiveTuple(Transport.Tcp, default, 80, default, 0);
        ReadAt(1, Row(tuple.Reversed, pid: 9), Row(listening, pid: 8, SocketState.Listen));
        ReadAt(2);
        ReadAt(30);
        ServerOf(tuple, 0.5, 1.5).ShouldBe((9, AttributionEvidence.Inode));
        // Of the same ports, but after the socket was seen last; and of others.
        ServerOf(tuple, 1.5, 1.6).ShouldBe((8, AttributionEvidence.Listener));
        ServerOf(tuple with { SourcePort = 50001 }, 1.2, 1.3).ShouldBe((8, AttributionEvidence.Listener));
        // Began when nothing listened any more.
        ServerOf(tuple with { SourcePort = 50001 }, 5, 6).ShouldBe((0, AttributionEvidence.None));
        ReadAt(90);
        ServerOf(tuple, 0.5, 1.5).ShouldBe((0, AttributionEvidence.None));
    }

    [Fact]
    public void A_socket_that_took_the_place_of_another_one_does_not_hide_it()
    {
        var tuple = new FiveTuple(Transport.Tcp, There, 50000, Here, 80);
        ReadAt(1, Row(tuple.Reversed, pid: 9) with { Cookie = 1 });
        ReadAt(20, Row(tuple.Reversed, pid: 7) with { Cookie = 2 });
        ServerOf(tuple, 0.5, 1.5).ShouldBe((9, AttributionEvidence.Inode));
        ServerOf(tuple, 19, 20).ShouldBe((7, AttributionEvidence.Inode));
    }

    void ReadAt(double second, params SocketRow[] rows) =>
        _attribution.SetSockets(new SocketIndex([.. rows], DateTimeOffset.UnixEpoch.AddTicks(At(second).Nanoseconds / 100)));

    static Timestamp At(double second) => new(Now + (long)(second * 1e9));

    (int Pid, AttributionEvidence) ServerOf(in FiveTuple tuple, double start, double end)
    {
        SocketOwner? owner = _attribution.Attribute(Flow(tuple) with { Start = At(start), End = At(end) }).ServerProcess;
        return (owner?.Process.Pid ?? 0, owner?.Evidence ?? AttributionEvidence.None);
    }

    [Fact]
    public void An_inbox_that_is_full_loses_and_counts()
    {
        var tuple = new FiveTuple(Transport.Tcp, Here, 1, There, 2);
        for (int i = 0; i < 40_000; i++) _inbox.OnSocket(Event(tuple, 1, (ulong)i + 1, false));
        _attribution.Lost.ShouldBe(40_000 - 32_768);
        _attribution.Drain();
        _inbox.OnSocket(Event(tuple, 1, 50_000, false));
        _attribution.Lost.ShouldBe(40_000 - 32_768);
    }

    void Tell(in FiveTuple tuple, int pid, ulong cookie = 0, bool isForeign = false)
    {
        _inbox.OnSocket(Event(tuple, pid, cookie == 0 ? (ulong)(pid + tuple.SourcePort) : cookie, isForeign));
        _attribution.Drain();
    }

    static SocketEvent Event(in FiveTuple tuple, int pid, ulong cookie, bool isForeign) => new()
    {
        Local = tuple,
        Process = Process(pid),
        Time = new Timestamp(Now - 1000),
        Evidence = AttributionEvidence.Exact,
        Cookie = cookie,
        IsForeign = isForeign,
    };

    void SetSockets(params SocketRow[] rows) => _attribution.SetSockets(new SocketIndex([.. rows], DateTimeOffset.UnixEpoch.AddTicks(Now / 100)));

    static SocketRow Row(in FiveTuple tuple, int pid, SocketState state = SocketState.Established) =>
        new() { Local = tuple, State = state, Owner = new SocketOwner(Process(pid), AttributionEvidence.Inode, "rows") };

    static ProcessIdentity Process(int pid) => new() { Key = new ProcessKey(pid, 1), Name = $"p{pid}" };

    static FlowRecord Flow(in FiveTuple tuple) => new()
    {
        Id = 1,
        Tuple = tuple,
        Start = new Timestamp(Now),
        End = new Timestamp(Now + 1_000_000),
        Facts = [],
    };
}
