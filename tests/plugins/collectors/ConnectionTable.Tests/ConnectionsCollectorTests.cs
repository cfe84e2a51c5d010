using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.ConnectionTable.Tests;

public sealed class ConnectionsCollectorTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    static readonly FiveTuple Tuple = new(Transport.Tcp, NetAddress.FromIPv4(0x0A000001), 40_000, NetAddress.FromIPv4(0x0A000002), 443);

    readonly CollectorTestContext _context = new();
    readonly CollectorRun _run;
    long _version;

    public ConnectionsCollectorTests() => _run = new CollectorRun(new ConnectionsCollector(_context));

    static SocketOwner Owner(string name, AttributionEvidence evidence) => new(new ProcessIdentity { Key = new ProcessKey(1, 1), Name = name }, evidence, "test");

    static FlowRow Flow(long number, FiveTuple tuple, SocketOwner? client = null, FlowEndReason end = FlowEndReason.None) => new(number, new FlowRecord
    {
        Id = number, Tuple = tuple, Start = default, End = default, ClientProcess = client, EndReason = end, Facts = [],
    }, 0, 0, null);

    static SocketRow Socket(FiveTuple local, SocketOwner? owner = null, SocketState state = SocketState.Established, DateTimeOffset? endedAt = null) =>
        new() { Local = local, Owner = owner, State = state, EndedAt = endedAt };

    void Set(FlowRow[] flows, SocketRow[] sockets, params SocketRow[] ended)
    {
        _context.Published.Set(new FlowTableSnapshot { Version = ++_version, TakenAt = default, Rows = [.. flows] });
        _context.Published.Set(new SocketTableSnapshot { Version = _version, TakenAt = default, Sockets = [.. sockets], Ended = [.. ended] });
    }

    ConnectionsSnapshot Take() => _run.Take<ConnectionsSnapshot>(Second);

    [Fact]
    public void A_flow_has_the_socket_of_either_end()
    {
        SocketRow client = Socket(Tuple), server = Socket(Tuple.Reversed);
        Set([Flow(3, Tuple)], [server, client]);
        ConnectionRow row = Take().FindByFlow(3).ShouldNotBeNull();
        row.ClientSocket.ShouldBeSameAs(client);
        row.ServerSocket.ShouldBeSameAs(server);
    }

    [Fact]
    public void The_process_is_the_one_of_the_better_evidence()
    {
        Set([Flow(1, Tuple, Owner("exact", AttributionEvidence.Exact)), Flow(2, Tuple with { SourcePort = 2 }, Owner("port", AttributionEvidence.Port))],
            [Socket(Tuple, Owner("inode", AttributionEvidence.Inode)), Socket(Tuple with { SourcePort = 2 }, Owner("inode", AttributionEvidence.Inode))]);
        ConnectionsSnapshot rows = Take();
        rows.FindByFlow(1)!.Process!.Process.Name.ShouldBe("exact");
        rows.FindByFlow(2)!.Process!.Process.Name.ShouldBe("inode");
    }

    [Fact]
    public void What_died_since_the_look_before_is_there_by_its_flow_or_by_its_socket()
    {
        FiveTuple other = Tuple with { SourcePort = 5 };
        Set([Flow(9, Tuple, end: FlowEndReason.Closed)], [], Socket(other, endedAt: _run.Clock.GetUtcNow()));
        ConnectionsSnapshot rows = Take();
        rows.FindByFlow(9)!.HasEnded.ShouldBeTrue();
        rows.Connections[1].Tuple.ShouldBe(other);
        rows.Connections[1].HasEnded.ShouldBeTrue();
        rows.WithFlow.ShouldBe(1);
    }

    [Fact]
    public void After_a_minute_an_ended_socket_is_gone()
    {
        Set([], [], Socket(Tuple, endedAt: _run.Clock.GetUtcNow().AddMinutes(-2)));
        Take().Connections.ShouldBeEmpty();
    }

    [Fact]
    public void Listening_and_unconnected_sockets_stand_by_themselves_as_responders()
    {
        FiveTuple listening = new(Transport.Tcp, Tuple.Source, 22, default, 0), open = new(Transport.Udp, default, 53, default, 0);
        Set([], [Socket(listening, Owner("sshd", AttributionEvidence.Inode), SocketState.Listen), Socket(open, state: SocketState.Close), Socket(open with { SourcePort = 0 })]);
        ConnectionsSnapshot rows = Take();
        rows.Connections.ShouldBeEmpty();
        rows.Listening.Length.ShouldBe(2);
        rows.Listening[0].Tuple.ShouldBe(listening.Reversed);
        rows.Listening[0].Process!.Process.Name.ShouldBe("sshd");
        rows.Listening[0].SocketNumber.ShouldBeLessThan(rows.Listening[1].SocketNumber);
    }

    [Fact]
    public void Nothing_is_published_while_neither_flows_nor_sockets_have_changed()
    {
        Set([Flow(1, Tuple)], []);
        Take();
        _run.Collect(Second).ShouldBeNull();
    }
}
