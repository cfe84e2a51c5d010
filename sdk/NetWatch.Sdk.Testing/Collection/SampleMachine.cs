using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Testing.Collection;

/// <summary>A machine with four interfaces, a gateway that answers and a DNS server that loses probes, and four processes; the same in every run.</summary>
public static class SampleMachine
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The own address of the machine.</summary>
    public static NetAddress Own { get; } = NetAddress.FromIPv4(0xC0000207);

    static readonly NetAddress Gateway = NetAddress.FromIPv4(0xC0000201), Resolver = NetAddress.FromIPv4(0xC0000235);

    /// <summary>All of it.</summary>
    public static TestSnapshots Snapshots()
    {
        var snapshots = new TestSnapshots();
        snapshots.Set(SampleTraffic.Engine());
        snapshots.Set(SampleTraffic.Flows());
        snapshots.Set(Traffic());
        snapshots.Set(Config());
        snapshots.Set(Health());
        snapshots.Set(Processes());
        snapshots.Set(Connections());
        snapshots.Set(Dns());
        return snapshots;
    }

    /// <summary>The counters of the interfaces.</summary>
    public static TrafficSnapshot Traffic() => new()
    {
        Version = 1, TakenAt = Now,
        Interfaces = [Interface("lo", 12_000, 12_000, 0), Interface("eth0", 48_300_000, 2_100_000, 10_000_000_000), Interface("wlan0", 0, 0, 0) with { Received = new(900, 9, 2, 0) },
            Interface("wg0", 3_200, 1_100, 0) with { Sent = new(70_000, 300, 0, 17) }],
    };

    static InterfaceTraffic Interface(string name, double down, double up, long speed) => new(name)
    {
        Received = new((long)down * 40, (long)down / 30, 0, 0),
        Sent = new((long)up * 40, (long)up / 30, 0, 0),
        BitsPerSecondReceived = down,
        BitsPerSecondSent = up,
        PacketsPerSecondReceived = down / 8_000,
        PacketsPerSecondSent = up / 8_000,
        LinkSpeed = speed,
        ReceivedBySecond = Course(60, down / 8),
        SentBySecond = Course(60, up / 8),
        ReceivedByTenSeconds = Course(120, down / 8 * 10),
        SentByTenSeconds = Course(120, up / 8 * 10),
    };

    static ImmutableArray<long> Course(int count, double mean) => [.. Enumerable.Range(0, count).Select(i => (long)(mean * (1 + 0.6 * Math.Sin(i / 5.0))))];

    /// <summary>How it is set up.</summary>
    public static NetworkConfigSnapshot Config() => new()
    {
        Version = 1, TakenAt = Now, Hostname = "station", SearchDomains = ["sample.test"], DnsServers = [new(Resolver, 0)],
        Interfaces =
        [
            new(1, "lo") { IsUp = true, IsEnabled = true, IsLoopback = true, Mtu = 65_536, Addresses = [new(NetAddress.FromIPv4(0x7F000001), 8)] },
            new(2, "eth0") { IsUp = true, IsEnabled = true, Mtu = 1_500, HardwareAddress = "02:00:00:00:00:07", Addresses = [new(Own, 24), new(new NetAddress(0x2001_0DB8_0000_0000, 7), 64)] },
            new(3, "wlan0") { IsEnabled = true, Mtu = 1_500, HardwareAddress = "02:00:00:00:00:08" },
            new(4, "wg0") { IsUp = true, IsEnabled = true, Kind = "wireguard", Mtu = 1_420, Addresses = [new(NetAddress.FromIPv4(0x0A090002), 32)] },
        ],
        Routes =
        [
            new(default, 0, Gateway, 2) { IsIPv4 = true, Interface = "eth0", Metric = 100 },
            new(NetAddress.FromIPv4(0xC0000200), 24, default, 2) { IsIPv4 = true, Interface = "eth0" },
            new(NetAddress.FromIPv4(0x0A090000), 16, default, 4) { IsIPv4 = true, Interface = "wg0" },
        ],
    };

    /// <summary>How gateway and DNS server answer.</summary>
    public static HealthSnapshot Health() => new()
    {
        Version = 1, TakenAt = Now,
        Targets = [Target(HealthRole.Gateway, Gateway, 420, 0), Target(HealthRole.Dns, Resolver, 8_400, 6)],
    };

    static HealthTarget Target(HealthRole role, NetAddress address, long microseconds, int lost) => new(role, address)
    {
        Method = ProbeMethod.Icmp, Sent = 60, Answered = 60 - lost, Last = TimeSpan.FromMicroseconds(microseconds), Median = TimeSpan.FromMicroseconds(microseconds),
        Jitter = TimeSpan.FromMicroseconds(microseconds / 9.0),
        History = [.. Enumerable.Range(0, 60).Select(i => i % 10 < lost / 6 ? -1 : microseconds + i % 7 * microseconds / 20)],
    };

    /// <summary>What was asked of the DNS.</summary>
    public static DnsActivitySnapshot Dns() => new()
    {
        Version = 1, TakenAt = Now, Queries = 1_234, Responses = 1_230, Unanswered = 4, ByResponseCode = [(0, 1_200), (2, 3), (3, 27)],
        LatencyBuckets = [0, 800, 300, 100, 20, 10, 0, 0, 0], TopDomains = [new("sample.test", 900, 2, 0), new("example.org", 200, 0, 0), new("tunnel.test", 34, 25, 0)],
    };

    /// <summary>A process and how it is known.</summary>
    public static SocketOwner Owner(string name, int pid, AttributionEvidence evidence = AttributionEvidence.Exact) => new(new ProcessIdentity
    {
        Key = new ProcessKey(pid, pid * 100L), Name = name, Executable = $"/usr/bin/{name}", CommandLine = $"/usr/bin/{name} --serve --port {pid}", UserId = 1000, StartedAt = Now.AddHours(-2),
        UserName = "ada", Unit = $"{name}.service", Parents = [new(1, "systemd")],
    }, evidence, "sample");

    /// <summary>What the processes carry.</summary>
    public static ProcessBandwidthSnapshot Processes() => new()
    {
        Version = 1, TakenAt = Now, UnattributedBytes = 12_345,
        Processes =
        [
            Process(Owner("firefox", 4_711), 44_000_000, 1_200_000, 12), Process(Owner("rsync", 812), 900_000, 880_000, 1),
            Process(Owner("sshd", 99, AttributionEvidence.Inode), 3_000, 4_000, 2), Process(Owner("curl", 31_337, AttributionEvidence.Port), 0, 0, 0),
        ],
    };

    static ProcessTraffic Process(SocketOwner owner, double down, double up, int open) => new(owner.Process)
    {
        BytesReceived = (long)down * 30 + 900, BytesSent = (long)up * 30 + 400, BytesByKernel = (long)(down + up) * 15, BitsPerSecondReceived = down, BitsPerSecondSent = up,
        Connections = open, ConnectionsSeen = open * 3 + 1, WeakestEvidence = owner.Evidence, BestEvidence = owner.Evidence, ReceivedHistory = Course(60, down / 8), SentHistory = Course(60, up / 8),
    };

    /// <summary>The flows of <see cref="SampleTraffic"/> with sockets and processes.</summary>
    public static ConnectionsSnapshot Connections()
    {
        ImmutableArray<FlowRow> flows = SampleTraffic.Flows().Rows;
        string[] names = ["firefox", "rsync", "sshd"];
        int[] pids = [4_711, 812, 99];
        ImmutableArray<ConnectionRow> rows = [.. flows.Select((flow, i) => new ConnectionRow(flow.Record.Tuple, flow.Number)
        {
            ClientProcess = Owner(names[i % 3], pids[i % 3]),
            ClientSocket = new SocketRow
            {
                Local = flow.Record.Tuple, State = SocketState.Established, SendQueue = 14,
                Tcp = new TcpInfo { RoundTrip = TimeSpan.FromMilliseconds(12.3), RoundTripVariation = TimeSpan.FromMilliseconds(2), CongestionWindow = 10, Retransmissions = 3 },
            },
        })];
        return new ConnectionsSnapshot { Version = 1, TakenAt = Now, Connections = rows, WithFlow = rows.Length };
    }
}
