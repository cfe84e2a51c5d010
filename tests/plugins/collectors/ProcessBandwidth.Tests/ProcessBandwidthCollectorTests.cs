using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.ProcessBandwidth.Tests;

public sealed class ProcessBandwidthCollectorTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    static readonly FiveTuple Tuple = new(Transport.Tcp, NetAddress.FromIPv4(0x0A000001), 40_000, NetAddress.FromIPv4(0x0A000002), 443);
    static readonly SocketOwner Curl = Owner("curl", 10), Nginx = Owner("nginx", 20);

    readonly CollectorTestContext _context = new();
    readonly CollectorRun _run;
    long _version;

    public ProcessBandwidthCollectorTests() => _run = new CollectorRun(new ProcessBandwidthCollector(_context));

    static SocketOwner Owner(string name, int pid, long started = 1) =>
        new(new ProcessIdentity { Key = new ProcessKey(pid, started), Name = name }, AttributionEvidence.Exact, "test");

    static FlowRecord Flow(long up, long down, SocketOwner? client = null, SocketOwner? server = null, long id = 1, FiveTuple? tuple = null) => new()
    {
        Id = id, Tuple = tuple ?? Tuple, Start = default, End = default, BytesToServer = up, BytesToClient = down, ClientProcess = client, ServerProcess = server, Facts = [],
    };

    static SocketRow Socket(ulong sent, ulong received, SocketOwner? owner, ulong cookie = 7, int? endedSecond = null, FiveTuple? local = null) => new()
    {
        Local = local ?? Tuple, Cookie = cookie, Owner = owner, State = SocketState.Established,
        Tcp = new TcpInfo { BytesAcknowledged = sent, BytesReceived = received },
        EndedAt = endedSecond is { } second ? DateTimeOffset.UnixEpoch.AddSeconds(second) : null,
    };

    void Flows(params FlowRecord[] flows) => _context.Published.Set(new FlowTableSnapshot
    {
        Version = ++_version, TakenAt = default, Rows = [.. flows.Select(each => new FlowRow(each.Id, each, 0, 0, null))],
    });

    void Sockets(SocketRow[] sockets, params SocketRow[] ended) => _context.Published.Set(new SocketTableSnapshot
    {
        Version = ++_version, TakenAt = default, Sockets = [.. sockets], Ended = [.. ended],
    });

    ProcessBandwidthSnapshot Look(params FlowEvent[] events) => _run.Take<ProcessBandwidthSnapshot>(Second, events);

    static FlowEvent End(FlowRecord flow) => new(flow with { EndReason = FlowEndReason.Closed }, null, default);

    ProcessTraffic Of(string name, ProcessBandwidthSnapshot snapshot) => snapshot.Processes.Single(each => each.Process.Name == name);

    [Fact]
    public void The_evidence_of_a_process_is_the_best_that_flows_or_sockets_give_although_the_kernel_counts_its_bytes()
    {
        SocketOwner byInode = Curl with { Evidence = AttributionEvidence.Inode };
        Sockets([Socket(10, 20, byInode)]);
        Of("curl", Look()).BestEvidence.ShouldBe(AttributionEvidence.Inode);
        Flows(Flow(100, 1_000, Curl));
        Sockets([Socket(11, 20, byInode)]);
        ProcessTraffic curl = Of("curl", Look());
        (curl.BestEvidence, curl.WeakestEvidence).ShouldBe((AttributionEvidence.Exact, AttributionEvidence.Inode));
    }

    [Fact]
    public void Without_the_kernel_bytes_are_those_of_the_captured_flows()
    {
        Flows(Flow(100, 1_000, Curl));
        Look();
        Flows(Flow(300, 5_000, Curl));
        ProcessTraffic curl = Of("curl", Look());
        (curl.BytesSent, curl.BytesReceived, curl.BytesByKernel, curl.Connections).ShouldBe((300, 5_000, 0, 1));
        curl.ReceivedHistory.ShouldBe([1_000, 4_000]);
        curl.BitsPerSecondReceived.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_kernels_counts_take_the_place_of_what_was_captured()
    {
        Sockets([]);
        Flows(Flow(100, 1_066, Curl));
        Look();
        Sockets([Socket(80, 1_000, Curl)]);
        Flows(Flow(150, 2_132, Curl));
        ProcessTraffic curl = Of("curl", Look());
        (curl.BytesSent, curl.BytesReceived, curl.BytesByKernel, curl.ConnectionsSeen).ShouldBe((80, 1_000, 1_080, 1));
        Look(End(Flow(9_999, 9_999, Curl))).Processes.Single().BytesReceived.ShouldBe(1_000);
    }

    [Fact]
    public void The_last_word_on_a_connection_is_the_kernels_when_it_destroys_the_socket()
    {
        Sockets([]);
        Look();
        Sockets([Socket(10, 500, Curl)]);
        Look();
        Sockets([], Socket(12, 900, Curl, endedSecond: 3));
        ProcessTraffic curl = Of("curl", Look(End(Flow(100, 1_000, Curl))));
        (curl.BytesSent, curl.BytesReceived, curl.Connections).ShouldBe((12, 900, 0));
    }

    [Fact]
    public void A_connection_that_lived_between_two_looks_is_counted_once()
    {
        Sockets([]);
        Look();
        Sockets([], Socket(12, 900, Curl, endedSecond: 3));
        Of("curl", Look(End(Flow(100, 1_000, Curl)))).BytesReceived.ShouldBe(900);
        for (int i = 0; i < 200; i++)
        {
            Sockets([], Socket(12, 900, Curl, endedSecond: 3));
            Of("curl", Look()).BytesReceived.ShouldBe(900);
        }
    }

    [Fact]
    public void The_kernels_last_word_without_an_owner_counts_for_the_process_that_packets_have_made_known()
    {
        Sockets([]);
        Look();
        Flows(Flow(100, 1_066, Curl));
        Sockets([], Socket(12, 900, null, endedSecond: 3), Socket(5, 5, null, cookie: 9, endedSecond: 3, local: Tuple with { SourcePort = 9 }));
        ProcessTraffic curl = Look().Processes.ShouldHaveSingleItem();
        (curl.BytesSent, curl.BytesReceived, curl.BytesByKernel).ShouldBe((12, 900, 912));
        Of("curl", Look(End(Flow(100, 1_066, Curl)))).BytesReceived.ShouldBe(900);
    }

    [Fact]
    public void What_a_connection_carried_before_the_program_started_is_not_counted()
    {
        Sockets([Socket(1_000_000, 2_000_000, Curl)]);
        Look();
        Sockets([Socket(1_000_500, 2_003_000, Curl)]);
        ProcessTraffic curl = Of("curl", Look());
        (curl.BytesSent, curl.BytesReceived).ShouldBe((500, 3_000));
    }

    [Fact]
    public void Both_ends_within_the_machine_are_counted_each_for_its_process()
    {
        Flows(Flow(100, 1_000, Curl, Nginx));
        ProcessBandwidthSnapshot snapshot = Look();
        (Of("curl", snapshot).BytesSent, Of("curl", snapshot).BytesReceived).ShouldBe((100, 1_000));
        (Of("nginx", snapshot).BytesSent, Of("nginx", snapshot).BytesReceived).ShouldBe((1_000, 100));
    }

    [Fact]
    public void A_five_tuple_that_is_used_again_is_another_connection()
    {
        Sockets([]);
        Look();
        Sockets([Socket(10, 500, Curl, cookie: 7)]);
        Look();
        Sockets([Socket(5, 100, Curl, cookie: 8)], Socket(10, 500, Curl, cookie: 7, endedSecond: 2));
        ProcessTraffic curl = Of("curl", Look());
        (curl.BytesReceived, curl.ConnectionsSeen, curl.Connections).ShouldBe((600, 2, 1));
    }

    [Fact]
    public void A_recycled_pid_is_another_process()
    {
        Look(End(Flow(1, 2, Owner("old", 10, started: 1), id: 1)), End(Flow(1, 2, Owner("new", 10, started: 9), id: 2)));
        Look().Processes.Select(each => each.Process.Name).Order().ShouldBe(["new", "old"]);
    }

    [Fact]
    public void Bytes_without_a_process_are_told_and_taken_back_when_it_is_learnt()
    {
        Flows(Flow(100, 1_000));
        Look().UnattributedBytes.ShouldBe(1_100);
        Flows(Flow(200, 2_000, Curl));
        ProcessBandwidthSnapshot snapshot = Look();
        snapshot.UnattributedBytes.ShouldBe(0);
        Of("curl", snapshot).BytesReceived.ShouldBe(2_000);
    }

    [Fact]
    public void A_gigabyte_over_many_short_and_one_long_connection_adds_up_exactly()
    {
        Sockets([]);
        Look();
        ulong total = 0;
        for (int second = 1; second <= 100; second++)
        {
            FiveTuple local = Tuple with { SourcePort = (ushort)(1_000 + second) };
            Sockets([Socket(0, (ulong)second * 9_000_000, Curl)], Socket(0, 1_000_000, Curl, cookie: 1_000 + (ulong)second, endedSecond: second, local: local));
            total += 1_000_000;
            Look();
        }

        Of("curl", Look()).BytesReceived.ShouldBe(900_000_000 + (long)total);
    }

    [Fact]
    public void Processes_and_connections_stay_within_bounds()
    {
        for (int i = 0; i < 3_000; i += 100)
            Look([.. Enumerable.Range(i, 100).Select(j => End(Flow(1, 1, Owner("p", j), id: j, tuple: Tuple with { SourcePort = (ushort)j })))]);
        Look().Processes.Length.ShouldBe(1_000);
    }
}
