using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Testing.Collection;

/// <summary>
/// A machine with as much to show as the screen holds: 2,000 flows, 200 processes, 24 interfaces, a thousand names. One look at it differs
/// from the next in its counters and rates, and so in the order of its rows. The same in every run.
/// </summary>
public static class BusyMachine
{
    /// <summary>How many flows there are.</summary>
    public const int Flows = 2_000;

    /// <summary>How many processes there are.</summary>
    public const int Processes = 200;

    const int Interfaces = 24;

    static readonly DateTimeOffset Began = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly string[] Apps = ["tls", "http", "dns", "ssh", "quic", "mqtt", "ntp", "bittorrent"];

    /// <summary>All of it at one look; looks are numbered from 1, a second apart.</summary>
    public static TestSnapshots Snapshots(int look)
    {
        var snapshots = new TestSnapshots();
        ImmutableArray<SocketOwner> owners = [.. Enumerable.Range(0, Processes).Select(i => SampleMachine.Owner($"worker{i}", 1_000 + i))];
        snapshots.Set(SampleTraffic.Engine(look) with { Packets = 123_456_789 + look * 1_357L, Bytes = 98_765_432_100 + look * 1_234_567L, BitsPerSecond = 27e6 + look * 12_345, FlowsActive = Flows });
        ImmutableArray<FlowRow> flows = [.. Enumerable.Range(1, Flows).Select(i => Flow(i, look, owners))];
        snapshots.Set(new FlowTableSnapshot { Version = look, TakenAt = At(look), Rows = flows });
        snapshots.Set(new ConnectionsSnapshot { Version = look, TakenAt = At(look), Connections = [.. flows.Select((flow, i) => Connection(flow, look, owners[i % Processes]))], WithFlow = Flows });
        snapshots.Set(Traffic(look));
        snapshots.Set(SampleMachine.Config() with { Version = look, TakenAt = At(look) });
        snapshots.Set(SampleMachine.Health() with { Version = look, TakenAt = At(look) });
        snapshots.Set(SampleMachine.Dns() with { Version = look, TakenAt = At(look), Queries = 1_234 + look });
        snapshots.Set(new ProcessBandwidthSnapshot { Version = look, TakenAt = At(look), UnattributedBytes = look * 17L, Processes = [.. owners.Select((owner, i) => Process(owner, i, look))] });
        snapshots.Set(new NamesSnapshot
        {
            Version = look, TakenAt = At(look),
            Names = Enumerable.Range(1, Flows / 2).ToImmutableDictionary(Server, i => new HostName($"host{i}.sample.test", NameOrigin.DnsAnswer)),
        });
        snapshots.Set(new CollectorsSnapshot { Version = look, TakenAt = At(look), Collectors = [new("health", "health") { State = CollectorState.Current, Cadence = TimeSpan.FromSeconds(5), Runs = look }] });
        return snapshots;
    }

    static DateTimeOffset At(int look) => Began.AddSeconds(look);

    static NetAddress Server(int i) => i % 4 == 0 ? new NetAddress(0x2001_0DB8_0000_0000, (ulong)i) : NetAddress.FromIPv4(0xCB007100u + (uint)i);

    // Moves up and down from look to look, for each row by itself.
    static double Rate(int i, int look) => 1_000_000.0 / (1 + i % 97) * (1 + Math.Sin(i * 0.37 + look));

    static FlowRow Flow(int i, int look, ImmutableArray<SocketOwner> owners)
    {
        string app = Apps[i % Apps.Length];
        string name = $"host{i}.sample.test";
        NetAddress server = Server(i);
        var tuple = new FiveTuple(app is "dns" or "ntp" or "quic" ? Transport.Udp : Transport.Tcp, i % 4 == 0 ? new NetAddress(0x2001_0DB8_0000_0000, 0xFFFF) : SampleMachine.Own, (ushort)(30_000 + i), server, 443);
        double down = Rate(i, look), up = Rate(i + 7, look) / 9;
        return new FlowRow(i, new FlowRecord
        {
            Id = 10_000 + i, Tuple = tuple, Start = new Timestamp(SampleTraffic.Start.Nanoseconds + i), End = new Timestamp(SampleTraffic.Start.Nanoseconds + (120L + look) * 1_000_000_000),
            PacketsToClient = i + look * 11L, PacketsToServer = i + look * 7L, BytesToClient = i * 1_000L + look * (long)down / 8, BytesToServer = i * 90L + look * (long)up / 8,
            TcpState = tuple.Transport == Transport.Tcp ? TcpState.Established : TcpState.None, App = app, RoundTripTime = TimeSpan.FromMicroseconds(400 + i),
            ClientProcess = owners[i % owners.Length],
            Facts = app == "tls" ? [new TlsClientHello { Sni = name, Alpn = ["h2"], Version = 0x0304, LegacyVersion = 0x0303, Ja4 = "t13d1516h2_8daaf6152771_e5627efa2ab1" }] : [],
        }, up, down, name);
    }

    static ConnectionRow Connection(in FlowRow flow, int look, SocketOwner owner) => new(flow.Record.Tuple, flow.Number)
    {
        ClientProcess = owner,
        ClientSocket = new SocketRow
        {
            Local = flow.Record.Tuple, State = SocketState.Established, SendQueue = (uint)(look % 9), Owner = owner,
            Tcp = new TcpInfo { RoundTrip = TimeSpan.FromMilliseconds(3 + look % 5), RoundTripVariation = TimeSpan.FromMilliseconds(1), CongestionWindow = 10, Retransmissions = (uint)look },
        },
    };

    static TrafficSnapshot Traffic(int look) => new()
    {
        Version = look, TakenAt = At(look),
        Interfaces = [.. Enumerable.Range(0, Interfaces).Select(i => SampleMachine.Traffic().Interfaces[i % 4] with
        {
            Name = i < 4 ? SampleMachine.Traffic().Interfaces[i].Name : $"veth{i}",
            Received = new InterfaceCounters(i * 1_000_000L + look * 4_321, i * 1_000L + look, 0, 0), BitsPerSecondReceived = Rate(i, look), BitsPerSecondSent = Rate(i + 5, look),
        })],
    };

    static ProcessTraffic Process(SocketOwner owner, int i, int look)
    {
        double down = Rate(i, look), up = Rate(i + 3, look) / 5;
        return new(owner.Process)
        {
            BytesReceived = i * 70_000L + look * (long)down / 8, BytesSent = i * 9_000L + look * (long)up / 8, BytesByKernel = i * 79_000L, BitsPerSecondReceived = down, BitsPerSecondSent = up,
            Connections = i % 13, ConnectionsSeen = i + look, WeakestEvidence = owner.Evidence, ReceivedHistory = Course(i, look), SentHistory = Course(i + 1, look),
        };
    }

    static ImmutableArray<long> Course(int i, int look) => [.. Enumerable.Range(look, 60).Select(second => (long)Rate(i, second) / 8)];
}
