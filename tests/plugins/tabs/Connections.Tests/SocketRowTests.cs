using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Connections.Tests;

/// <summary>Connections of which no packet was seen, and sockets that listen, in the list of flows.</summary>
public sealed class SocketRowTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    static readonly NetAddress Here = NetAddress.FromIPv4(0x0A000001), There = NetAddress.FromIPv4(0xC0000201);
    static readonly FiveTuple Tuple = new(Transport.Tcp, Here, 40_000, There, 443);

    readonly TestSnapshots _snapshots = new();
    readonly AskedRequests _requests = new();
    ConnectionsTab _tab;
    long _version;

    public SocketRowTests() => _tab = new ConnectionsTab(new CollectorTestContext { Requests = _requests });

    static SocketOwner Owner(string name, AttributionEvidence evidence = AttributionEvidence.Inode) =>
        new(new ProcessIdentity { Key = new ProcessKey(4_242, 1), Name = name, Executable = "/usr/bin/" + name }, evidence, "sockdiag");

    internal static ConnectionRow Connection(
        long number, FiveTuple tuple, string? process = null, SocketState state = SocketState.Established, ulong bytes = 0, double rate = 0, int secondsOld = -1)
    {
        SocketOwner? owner = process is null ? null : Owner(process);
        return new ConnectionRow(tuple, 0)
        {
            SocketNumber = number,
            AppearedAt = secondsOld < 0 ? null : Now.AddSeconds(-secondsOld),
            BitsPerSecondToClient = rate,
            ClientProcess = owner,
            ClientSocket = new SocketRow
            {
                Local = tuple, State = state, Owner = owner, UserId = 33,
                Tcp = tuple.Transport == Transport.Udp ? null : new TcpInfo { BytesReceived = bytes, RoundTrip = TimeSpan.FromMilliseconds(12), CongestionWindow = 10, SendMss = 1448, SegmentsReceived = 4 },
            },
        };
    }

    static ConnectionRow Listening(long number, FiveTuple local, string? process = null, bool isIPv6 = false) => new(local.Reversed, 0)
    {
        SocketNumber = number,
        ServerProcess = process is null ? null : Owner(process),
        ServerSocket = new SocketRow { Local = local, IsIPv6 = isIPv6, State = local.Transport == Transport.Udp ? SocketState.Close : SocketState.Listen, SendQueue = 511 },
    };

    static FlowRow Flow(long number, FiveTuple tuple) => new(number, new FlowRecord
    {
        Id = number, Tuple = tuple, Start = At(-10), End = At(0), TcpState = TcpState.Established, Facts = [],
    }, 0, 0, null);

    static Timestamp At(double seconds) => new((Now.AddSeconds(seconds) - DateTimeOffset.UnixEpoch).Ticks * 100);

    void Publish(FlowRow[] flows, ConnectionRow[] sockets, params ConnectionRow[] listening) => PublishApart(flows, flows, sockets, listening);

    // Flows are published more often than connections: the table may know flows that are not joined yet.
    void PublishApart(FlowRow[] flows, FlowRow[] joined, ConnectionRow[] sockets, params ConnectionRow[] listening)
    {
        _version++;
        DateTimeOffset now = Now.AddSeconds(10 * _version);
        _snapshots.Set(new EngineSnapshot { Version = _version, TakenAt = now, State = SourceState.Running, FlowsSeen = flows.Length, PacketTime = At(0) });
        _snapshots.Set(new FlowTableSnapshot { Version = _version, TakenAt = now, Rows = [.. flows] });
        _snapshots.Set(new ConnectionsSnapshot
        {
            Version = _version, TakenAt = Now, WithFlow = joined.Length, Listening = [.. listening],
            Connections = [.. joined.Select(flow => new ConnectionRow(flow.Record.Tuple, flow.Number)), .. sockets],
        });
    }

    string Draw(int width = 120, int height = 24)
    {
        var grid = new TestSurface(width, height);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    string Line(string part) => Draw().Split('\n').Single(line => line.Contains(part, StringComparison.Ordinal));

    void Press(char letter) => _tab.OnKey(new KeyPress(Key.Character, letter)).ShouldBeTrue();

    void Filter(string expression)
    {
        Press('/');
        foreach (char letter in expression) _tab.OnKey(new KeyPress(Key.Character, letter));
        _tab.OnKey(new KeyPress(Key.Enter));
    }

    [Fact]
    public void A_socket_has_its_process_evidence_state_round_trip_bytes_and_rate()
    {
        Publish([], [Connection(1, Tuple, "curl", SocketState.CloseWait, bytes: 5_000_000, rate: 2_000_000, secondsOld: 30)]);
        string line = Line("192.0.2.1:443");
        foreach (string cell in (string[])["● ", "tcp", "2.0 Mb/s", "5.0 MB", "12 ms", "30 s", "close-w", "curl 4242", "10.0.0.1:40000", "inode"]) line.ShouldContain(cell);
        Draw().Split('\n')[0].ShouldContain(" 1 socket · by arrival ");
    }

    [Fact]
    public void What_is_not_known_is_a_dash()
    {
        Publish([], [Connection(1, Tuple with { Transport = Transport.Udp })]);
        string line = Line("192.0.2.1:443");
        // Total, round trip, evidence, age; of the process the user is known.
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(cell => cell == "-").ShouldBe(5);
        line.ShouldContain("- uid 33");
    }

    [Fact]
    public void Flows_come_first_and_sockets_behind_them()
    {
        Publish([Flow(7, Tuple with { SourcePort = 50_000 })], [Connection(1, Tuple)]);
        string[] lines = Draw(160).Split('\n');
        lines[0].ShouldContain("1 of 1 flows and 1 socket without one");
        lines[2].ShouldContain("10.0.0.1:50000");
        lines[3].ShouldContain("10.0.0.1:40000");
    }

    [Fact]
    public void A_socket_whose_flow_begins_between_two_looks_is_one_row_at_once_and_stays_selected()
    {
        Publish([], [Connection(1, Tuple with { SourcePort = 1_111 }), Connection(2, Tuple)]);
        Draw();
        _tab.OnKey(new KeyPress(Key.End));
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(120, 60).ShouldContain("Connection without a flow");
        PublishApart([Flow(9, Tuple.Reversed)], [], [Connection(1, Tuple with { SourcePort = 1_111 }), Connection(2, Tuple)]);
        string text = Draw(120, 60);
        text.Split('\n')[0].ShouldContain("1 of 1 flows and 1 socket ");
        text.ShouldContain("Flow 9");
    }

    [Fact]
    public void A_flow_that_leaves_the_table_leaves_its_socket_selected()
    {
        Publish([Flow(9, Tuple)], [Connection(1, Tuple with { SourcePort = 1_111 })]);
        Draw();
        _tab.OnKey(new KeyPress(Key.Home));
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(120, 60).ShouldContain("Flow 9");
        Publish([], [Connection(1, Tuple with { SourcePort = 1_111 }), Connection(2, Tuple)]);
        string text = Draw(120, 60);
        text.ShouldContain("Connection without a flow");
        text.Split('\n').ShouldContain(line => line.StartsWith("   client") && line.Contains("10.0.0.1:40000"));
    }

    [Fact]
    public void Listening_sockets_are_listed_on_a_key_with_their_place_as_the_server()
    {
        FiveTuple local = new(Transport.Tcp, default, 22, default, 0);
        Publish([], [Connection(1, Tuple)], Listening(2, local, "sshd"), Listening(3, local, isIPv6: true), Listening(4, local with { Transport = Transport.Udp, SourcePort = 53 }));
        Draw().ShouldNotContain(":22");
        Press('l');
        Line("0.0.0.0:22").ShouldContain("listen");
        Line("0.0.0.0:22").ShouldContain("sshd 4242");
        Line("[::]:22").ShouldContain("◇");
        Line("0.0.0.0:53").ShouldContain("unconn");
        Draw().Split('\n')[0].ShouldContain("4 sockets · by arrival · listening too");
        Press('l');
        Draw().ShouldNotContain(":22");
    }

    [Fact]
    public void Filters_hold_for_sockets_and_the_heading_says_of_how_many()
    {
        _tab = new ConnectionsTab(new TestPluginContext(_snapshots, new ProcessNameFilters()));
        Publish([Flow(1, Tuple with { SourcePort = 9, DestinationPort = 80 })], [Connection(1, Tuple, "curl"), Connection(2, Tuple with { SourcePort = 40_001 })]);
        Filter("curl");
        string text = Draw(160);
        text.Split('\n')[0].ShouldContain("0 of 1 flows and 1 of 2 sockets");
        text.ShouldContain("10.0.0.1:40000");
        text.ShouldNotContain("10.0.0.1:40001");
    }

    [Fact]
    public void Both_kinds_are_ordered_together_and_unknown_round_trips_come_last()
    {
        FlowRow slow = Flow(1, Tuple with { SourcePort = 1 });
        slow = slow with { Record = slow.Record with { RoundTripTime = TimeSpan.FromSeconds(2) } };
        Publish([slow, Flow(2, Tuple with { SourcePort = 2 })], [Connection(1, Tuple with { SourcePort = 3 })]);
        Draw();
        for (int i = 0; i < 6; i++) Press('s');
        string[] lines = Draw(160).Split('\n');
        lines[0].ShouldContain("by round trip");
        lines[2..5].Select(line => line.Split("10.0.0.1:")[1][0]).ShouldBe(['1', '3', '2']);
    }

    [Fact]
    public void Following_prefers_the_newest_flow_and_never_a_listening_socket()
    {
        Publish([Flow(1, Tuple with { SourcePort = 1 }), Flow(2, Tuple with { SourcePort = 2 })], [Connection(1, Tuple)], Listening(2, new FiveTuple(Transport.Tcp, default, 22, default, 0)));
        Press('l');
        Draw();
        Press('f');
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(120, 60).ShouldContain("Flow 2");
    }

    [Fact]
    public void The_details_tell_what_the_kernel_knows_and_that_nothing_was_captured()
    {
        Publish([], [Connection(1, Tuple, "curl", bytes: 5_000)]);
        _snapshots.Set(new EngineSnapshot { Version = 9, TakenAt = Now, State = SourceState.Failed, Notice = "no" });
        Draw();
        _tab.OnKey(new KeyPress(Key.Enter));
        string text = Draw(120, 60);
        foreach (string part in (string[])["/usr/bin/curl", "established", "10 segments of 1448 B", "5.0 kB of data", "nothing is captured", "before the first look"]) text.ShouldContain(part);
        Press('v');
        Draw(120, 60).ShouldContain("No packet of it was captured");
    }

    [Fact]
    public void Without_a_capture_it_says_what_the_privilege_would_add_and_with_all_of_it_nothing()
    {
        Publish([], [Connection(1, Tuple)]);
        _snapshots.Set(new EngineSnapshot { Version = 9, TakenAt = Now, State = SourceState.Failed, Notice = "no" });
        _snapshots.Set(new AttributionSnapshot { Version = 1, TakenAt = Now, Notice = "Root would add others. Run: sudo netwatch" });
        string text = Draw(160);
        text.ShouldContain("CAP_NET_RAW would add their packets");
        text.ShouldContain("Run: sudo netwatch");
        _snapshots.Set(new AttributionSnapshot { Version = 2, TakenAt = Now });
        Publish([Flow(1, Tuple)], []);
        Draw(160).ShouldNotContain("would add");
    }

    [Fact]
    public void On_a_small_screen_it_says_so_in_one_line()
    {
        Publish([], [Connection(1, Tuple)]);
        _snapshots.Set(new EngineSnapshot { Version = 9, TakenAt = Now, State = SourceState.Failed, Notice = "no" });
        _snapshots.Set(new AttributionSnapshot { Version = 1, TakenAt = Now, Notice = "Root would add others. Run: sudo netwatch" });
        string[] lines = Draw(80, 20).Split('\n');
        lines[^1].Trim().ShouldBe("Sockets by the kernel; CAP_NET_RAW adds packets and names, root all processes.");
        lines[^1].Length.ShouldBeLessThanOrEqualTo(80);
    }

    [Fact]
    public void A_name_keeps_its_port_since_no_protocol_tells_what_it_is_for()
    {
        _snapshots.Set(new NamesSnapshot { Version = 1, TakenAt = Now, Names = System.Collections.Immutable.ImmutableDictionary<NetAddress, HostName>.Empty.Add(There, new HostName("www.sample.test", NameOrigin.DnsAnswer)) });
        Publish([], [Connection(1, Tuple)]);
        Draw().ShouldContain("www.sample.test:443");
    }

    [Fact]
    public void On_a_wide_screen_the_queues_are_told_as_ss_does()
    {
        Publish([], [], Listening(2, new FiveTuple(Transport.Tcp, default, 22, default, 0)));
        Press('l');
        string[] lines = Draw(200).Split('\n');
        lines[1].ShouldContain("Recv-Q Send-Q");
        lines[2].ShouldContain("     0    511");
    }

    [Fact]
    public void Routes_and_registries_are_asked_about_connections_and_not_about_listening_sockets()
    {
        Publish([], [], Listening(2, new FiveTuple(Transport.Tcp, default, 22, default, 0)));
        Press('l');
        Draw();
        Press('T');
        _requests.Asked.ShouldBeEmpty();
        Publish([], [Connection(1, Tuple)]);
        Draw();
        Press('T');
        _requests.Asked.ShouldHaveSingleItem().Request.Address.ShouldBe(There);
    }

    [Fact]
    public void Before_the_first_packet_the_sockets_are_there_already()
    {
        _snapshots.Set(new ConnectionsSnapshot { Version = 1, TakenAt = Now, Connections = [Connection(1, Tuple, "curl")] });
        Draw().ShouldContain("curl 4242");
    }
}
