using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.ConnectionTable.Tests;

/// <summary>Connections of which no packet was seen.</summary>
public sealed class WithoutFlowTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    static readonly NetAddress Here = NetAddress.FromIPv4(0x0A000001), There = NetAddress.FromIPv4(0xC0000201);
    static readonly FiveTuple Tuple = new(Transport.Tcp, Here, 40_000, There, 443);

    readonly CollectorTestContext _context = new();
    readonly CollectorRun _run;
    long _version;
    ulong _cookie;

    public WithoutFlowTests() => _run = new CollectorRun(new ConnectionsCollector(_context));

    static SocketOwner Owner(string name) => new(new ProcessIdentity { Key = new ProcessKey(1, 1), Name = name }, AttributionEvidence.Inode, "test");

    SocketRow Socket(FiveTuple local, ulong sent = 0, ulong received = 0, string? owner = null, SocketState state = SocketState.Established) => new()
    {
        Local = local, State = state, Cookie = ++_cookie, Owner = owner is null ? null : Owner(owner),
        Tcp = new TcpInfo { BytesSent = sent, BytesAcknowledged = sent, BytesReceived = received, RoundTrip = TimeSpan.FromMilliseconds(7) },
    };

    static SocketRow Listener(NetAddress address, ushort port) => new() { Local = new FiveTuple(Transport.Tcp, address, port, default, 0), State = SocketState.Listen };

    FlowRow Flow(long number, FiveTuple tuple, FlowEndReason end = FlowEndReason.None, double agoSeconds = 0) => new(number, new FlowRecord
    {
        Id = number, Tuple = tuple, Start = default, End = new Timestamp((_run.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100 - (long)(agoSeconds * 1e9)), EndReason = end, Facts = [],
    }, 0, 0, null);

    ConnectionsSnapshot Look(FlowRow[] flows, SocketRow[] sockets, params SocketRow[] ended) => Look(flows, 0, sockets, ended);

    ConnectionsSnapshot Look(FlowRow[] flows, long omitted, SocketRow[] sockets, params SocketRow[] ended)
    {
        DateTimeOffset now = _run.Clock.GetUtcNow();
        _context.Published.Set(new FlowTableSnapshot { Version = ++_version, TakenAt = now, Rows = [.. flows], Omitted = omitted });
        _context.Published.Set(new SocketTableSnapshot { Version = _version, TakenAt = now, Sockets = [.. sockets], Ended = [.. ended] });
        return _run.Take<ConnectionsSnapshot>(Second);
    }

    [Fact]
    public void Of_two_sockets_of_one_connection_there_is_one_row_from_the_end_that_does_not_listen()
    {
        SocketRow client = Socket(Tuple, owner: "curl"), server = Socket(Tuple.Reversed, owner: "nginx");
        ConnectionRow row = Look([], [server, Listener(default, 443), client]).Connections.ShouldHaveSingleItem();
        row.Tuple.ShouldBe(Tuple);
        row.ClientSocket.ShouldBeSameAs(client);
        row.ServerSocket.ShouldBeSameAs(server);
        (row.ClientProcess!.Process.Name, row.ServerProcess!.Process.Name).ShouldBe(("curl", "nginx"));
    }

    [Fact]
    public void An_accepted_connection_of_another_machine_comes_from_there()
    {
        Look([], [Socket(Tuple.Reversed), Listener(There, 443)]).Connections.ShouldHaveSingleItem().Tuple.ShouldBe(Tuple);
    }

    [Fact]
    public void Without_a_listener_it_was_opened_from_here_and_between_two_ends_here_by_the_higher_port()
    {
        FiveTuple loop = Tuple with { Source = Here, Destination = Here };
        ConnectionsSnapshot rows = Look([], [Socket(Tuple with { SourcePort = 80 }), Socket(loop.Reversed), Socket(loop)]);
        rows.Connections.Select(row => row.Tuple).ShouldBe([Tuple with { SourcePort = 80 }, loop]);
    }

    [Fact]
    public void It_is_not_turned_around_when_its_listener_closes()
    {
        SocketRow accepted = Socket(Tuple.Reversed);
        Look([], [accepted, Listener(There, 443)]);
        Look([], [accepted]).Connections.ShouldHaveSingleItem().Tuple.ShouldBe(Tuple);
    }

    [Fact]
    public void Rates_are_the_difference_of_the_kernels_counts()
    {
        SocketRow first = Socket(Tuple, sent: 1_000, received: 5_000);
        ConnectionRow row = Look([], [first]).Connections[0];
        (row.BytesToServer, row.BytesToClient, row.RoundTripTime).ShouldBe((1_000L, 5_000L, TimeSpan.FromMilliseconds(7)));
        (row.BitsPerSecondToServer, row.BitsPerSecondToClient).ShouldBe((0, 0));
        row = null!;
        for (int i = 1; i <= 10; i++)
            row = Look([], [first with { Tcp = first.Tcp!.Value with { BytesSent = 1_000 + 100u * (uint)i, BytesAcknowledged = 1_000 + 100u * (uint)i } }]).Connections[0];
        row.BitsPerSecondToServer.ShouldBeInRange(790, 800);
        row.BitsPerSecondToClient.ShouldBe(0);
    }

    [Fact]
    public void Rates_fall_to_nought_when_nothing_comes_and_then_the_row_is_the_same_object()
    {
        SocketRow socket = Socket(Tuple, sent: 10);
        Look([], [socket]);
        SocketRow more = socket with { Tcp = socket.Tcp!.Value with { BytesSent = 1_000_000, BytesAcknowledged = 1_000_000 } };
        Look([], [more]).Connections[0].BitsPerSecondToServer.ShouldBeGreaterThan(0);
        for (int i = 0; i < 40; i++) Look([], [more]);
        ConnectionRow before = Look([], [more]).Connections[0];
        before.BitsPerSecondToServer.ShouldBe(0);
        Look([], [more]).Connections[0].ShouldBeSameAs(before);
    }

    [Fact]
    public void The_acknowledged_syn_is_no_byte_of_data()
    {
        SocketRow socket = Socket(Tuple);
        Look([], [socket with { Tcp = new TcpInfo { BytesSent = 0, BytesAcknowledged = 1 } }]).Connections[0].BytesToServer.ShouldBe(0);
    }

    [Fact]
    public void What_the_kernel_does_not_count_is_not_known_rather_than_nought()
    {
        ConnectionRow row = Look([], [Socket(Tuple with { Transport = Transport.Udp }) with { Tcp = null }]).Connections[0];
        (row.BytesToServer, row.BytesToClient, row.RoundTripTime).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_connection_and_its_flow_are_one_row_whenever_the_flow_begins()
    {
        SocketRow socket = Socket(Tuple);
        Look([], [socket]).WithFlow.ShouldBe(0);
        ConnectionRow joined = Look([Flow(1, Tuple.Reversed)], [socket]).Connections.ShouldHaveSingleItem();
        (joined.FlowNumber, joined.SocketNumber).ShouldBe((1, 0));
        joined.ServerSocket.ShouldBeSameAs(socket);
    }

    [Fact]
    public void Of_several_flows_of_one_five_tuple_the_newest_has_the_socket()
    {
        SocketRow socket = Socket(Tuple);
        ConnectionsSnapshot rows = Look([Flow(1, Tuple, FlowEndReason.Closed), Flow(2, Tuple)], [socket]);
        rows.Connections.Length.ShouldBe(2);
        rows.FindByFlow(1)!.ClientSocket.ShouldBeNull();
        rows.FindByFlow(2)!.ClientSocket.ShouldBeSameAs(socket);
    }

    [Fact]
    public void A_socket_that_outlives_its_flow_has_a_row_of_its_own_when_the_flow_is_no_longer_shown()
    {
        SocketRow socket = Socket(Tuple);
        Look([Flow(1, Tuple, FlowEndReason.Timeout, agoSeconds: 10)], [socket]).Connections.ShouldHaveSingleItem();
        ConnectionsSnapshot rows = Look([Flow(1, Tuple, FlowEndReason.Timeout, agoSeconds: 100)], [socket]);
        rows.Connections.Length.ShouldBe(2);
        rows.Connections[1].SocketNumber.ShouldBeGreaterThan(0);
        rows.Connections[1].HasEnded.ShouldBeFalse();
    }

    [Fact]
    public void The_age_is_known_of_those_that_appeared_after_the_first_look()
    {
        SocketRow there = Socket(Tuple), later = Socket(Tuple with { SourcePort = 40_001 });
        Look([], [there]).Connections[0].AppearedAt.ShouldBeNull();
        ConnectionsSnapshot rows = Look([], [later, there]);
        rows.Connections.Select(row => row.Tuple.SourcePort).ShouldBe([(ushort)40_000, (ushort)40_001]);
        rows.Connections[1].AppearedAt.ShouldNotBeNull();
    }

    [Fact]
    public void What_vanishes_from_the_table_without_a_word_stays_for_a_minute_as_ended()
    {
        Look([], [Socket(Tuple, owner: "curl")]);
        ConnectionRow row = Look([], []).Connections.ShouldHaveSingleItem();
        row.HasEnded.ShouldBeTrue();
        row.Process!.Process.Name.ShouldBe("curl");
        for (int i = 0; i < 58; i++) Look([], []).Connections.Length.ShouldBe(1);
        for (int i = 0; i < 3; i++) Look([], []);
        Look([], []).Connections.ShouldBeEmpty();
    }

    [Fact]
    public void What_lived_between_two_looks_is_told_by_the_kernel_and_shown()
    {
        Look([], []);
        SocketRow ended = Socket(Tuple, sent: 77) with { EndedAt = _run.Clock.GetUtcNow(), State = SocketState.Close };
        ConnectionRow row = Look([], [], ended).Connections.ShouldHaveSingleItem();
        (row.HasEnded, row.BytesToServer).ShouldBe((true, 77L));
    }

    [Fact]
    public void A_new_connection_of_the_same_ports_is_another_row_in_the_place_of_the_ended_one()
    {
        SocketRow first = Socket(Tuple, sent: 1_000_000);
        long number = Look([], [first]).Connections[0].SocketNumber;
        ConnectionRow second = Look([], [Socket(Tuple, sent: 5)], first with { EndedAt = _run.Clock.GetUtcNow() }).Connections.ShouldHaveSingleItem();
        second.SocketNumber.ShouldBeGreaterThan(number);
        second.BitsPerSecondToServer.ShouldBe(0);
    }

    [Fact]
    public void Ended_sockets_whose_flows_may_have_left_the_table_are_no_rows_of_their_own()
    {
        Look([], []);
        SocketRow ended = Socket(Tuple) with { EndedAt = _run.Clock.GetUtcNow().AddSeconds(-3), State = SocketState.Close };
        Look([Flow(9_000, Tuple with { SourcePort = 9 })], omitted: 8_999, [], ended).Connections.ShouldHaveSingleItem().FlowNumber.ShouldBe(9_000);
    }

    [Fact]
    public void In_a_storm_a_socket_that_was_seen_once_and_is_gone_leaves_no_row_and_one_that_was_idle_for_long_does()
    {
        SocketRow idle = Socket(Tuple), brief = Socket(Tuple with { SourcePort = 9 });
        FlowRow[] Newest() => [Flow(9_000 + _version, Tuple with { SourcePort = 8 })];
        for (int i = 0; i < 3; i++) Look(Newest(), omitted: 8_999, [idle]);
        Look(Newest(), omitted: 8_999, [idle, brief]).Connections.Length.ShouldBe(3);
        ConnectionsSnapshot rows = default!;
        for (int i = 0; i < 4; i++) rows = Look(Newest(), omitted: 8_999, []);
        rows.Connections[rows.WithFlow..].ShouldHaveSingleItem().Tuple.ShouldBe(Tuple);
    }

    [Fact]
    public void A_UDP_socket_that_was_connected_and_closed_without_a_packet_is_no_connection_while_packets_are_captured()
    {
        SocketRow Probe(ushort port) => Socket(Tuple with { Transport = Transport.Udp, SourcePort = port }) with { EndedAt = _run.Clock.GetUtcNow(), State = SocketState.Close, Tcp = null };
        Look([], []);
        Look([], [], Probe(1)).Connections.Length.ShouldBe(1);
        _context.Published.Set(new EngineSnapshot { Version = 1, TakenAt = default, State = SourceState.Running });
        Look([], [], Probe(2)).Connections.ShouldHaveSingleItem().Tuple.SourcePort.ShouldBe((ushort)1);
    }

    [Fact]
    public void Ended_ones_are_at_most_a_thousand()
    {
        Look([], [.. Enumerable.Range(1, 3_000).Select(port => Socket(Tuple with { SourcePort = (ushort)port }))]);
        ConnectionsSnapshot rows = Look([], []);
        rows.Connections.Length.ShouldBe(1_000);
        rows.Connections[^1].Tuple.SourcePort.ShouldBe((ushort)3_000);
    }

    [Fact]
    public void Workers_that_listen_at_one_place_are_a_row_each()
    {
        SocketRow[] workers = [Listener(default, 80) with { Cookie = 1 }, Listener(default, 80) with { Cookie = 2 }];
        Look([], workers).Listening.Length.ShouldBe(2);
        Look([], workers[..1]).Listening.Length.ShouldBe(1);
    }
}
