using System.Collections.Immutable;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>A small network at work, always the same, for tests of tabs: what they show of it can be approved as text.</summary>
public static class SampleTraffic
{
    /// <summary>Time of the first packet.</summary>
    public static Timestamp Start => new(1_767_323_045_000_000_000);

    static Timestamp At(double seconds) => new(Start.Nanoseconds + (long)(seconds * 1e9));

    /// <summary>The engine after two minutes, with a few losses.</summary>
    public static EngineSnapshot Engine(long version = 1) => new()
    {
        Version = version,
        TakenAt = DateTimeOffset.UnixEpoch,
        Source = "eth0 (af-packet)",
        State = SourceState.Running,
        Packets = 123_456,
        Bytes = 98_765_432,
        PacketsPerSecond = 1_234,
        BitsPerSecond = 11_500_000,
        BytesPerSecondHistory = [.. Enumerable.Range(0, 60).Select(i => (long)(700_000 * (1 + Math.Sin(i / 5.0)) + (i % 7 == 0 ? 250_000 : 0)))],
        Protocols =
        [
            new("tls", 31, 61_000_000), new("http", 12, 21_000_000), new("unknown", 9, 9_000_000), new("dns", 140, 4_100_000),
            new("ssh", 1, 2_400_000), new("mqtt", 2, 800_000), new("ntp", 4, 12_000),
        ],
        FlowsSeen = 412,
        FlowsActive = 57,
        Drops =
        [
            new("kernel", 0, "Packets that the kernel dropped because the capture ring was full."),
            new("ring", 118_456, "Packets that have left the viewer's ring.") { IsOrdinary = true },
            new("flows", 0, "Flows given up because the flow table was full."),
            new("streams", 3, "Streams that were not put together because too many were open."),
        ],
        FirstPacketTime = Start,
        PacketTime = At(120),
    };

    /// <summary>Eight flows in several states.</summary>
    public static FlowTableSnapshot Flows(long version = 1) => new()
    {
        Version = version,
        TakenAt = DateTimeOffset.UnixEpoch,
        Rows =
        [
            Row(1, Transport.Tcp, "10.0.0.5", 50_004, "93.184.216.34", 443, "tls", "www.example.org", 9_600_000, 220_000, TcpState.Established, 20, 120, 12.4),
            Row(2, Transport.Udp, "10.0.0.5", 41_000, "10.0.0.1", 53, "dns", "www.example.org", 0, 0, TcpState.None, 19, 19.02, null, end: FlowEndReason.Timeout),
            Row(3, Transport.Tcp, "2001:db8::5", 50_006, "2001:db8:1::80", 80, "http", "files.example.net", 1_400_000, 31_000, TcpState.Established, 30, 119.5, 48),
            Row(5, Transport.Tcp, "10.0.0.7", 61_200, "10.0.0.5", 22, "ssh", null, 18_000, 9_000, TcpState.Established, 2, 118, 0.42),
            Row(8, Transport.Tcp, "10.0.0.5", 50_010, "203.0.113.9", 8443, null, null, 0, 900, TcpState.SynSent, 119, 119, null),
            Row(9, Transport.Tcp, "10.0.0.5", 50_011, "198.51.100.7", 25, "smtp", null, 0, 0, TcpState.Reset, 60, 61, 88, end: FlowEndReason.Closed, guess: true),
            Row(12, Transport.Udp, "10.0.0.5", 55_000, "203.0.113.77", 123, "ntp", null, 500, 500, TcpState.None, 100, 117, null),
            Row(13, Transport.Icmp, "10.0.0.5", 77, "10.0.0.1", 77, null, null, 670, 670, TcpState.None, 90, 120, null),
        ],
        Omitted = 0,
    };

    /// <summary>A packet history of so many packets, numbered from 1, ten milliseconds apart.</summary>
    public static TestPacketHistory Packets(int count, int capacity = 5_000)
    {
        var history = new TestPacketHistory(capacity);
        for (int i = 0; i < count; i++) history.Add(Packet(i + 1));
        return history;
    }

    /// <summary>The packet that <see cref="Packets"/> has under this number.</summary>
    public static PacketRow Packet(long number)
    {
        bool up = number % 2 == 1;
        FiveTuple tuple = number % 5 == 0
            ? Tuple(Transport.Udp, "10.0.0.5", 41_000, "10.0.0.1", 53)
            : Tuple(Transport.Tcp, "10.0.0.5", 50_004, "93.184.216.34", 443);
        return new PacketRow
        {
            Number = number,
            Time = At((number - 1) * 0.01),
            WireLength = 66 + (int)(number * 37 % 1400),
            CapturedLength = 66 + (int)(number * 37 % 1400),
            Tuple = up ? tuple : tuple.Reversed,
            IpProtocol = (byte)tuple.Transport,
            TcpFlags = (byte)(tuple.Transport == Transport.Tcp ? 0x18 : 0),
            PayloadLength = (int)(number * 37 % 1400),
            FlowNumber = number % 5 == 0 ? 2 : 1,
            Direction = up ? FlowDirection.FromInitiator : FlowDirection.FromResponder,
            App = number % 5 == 0 ? "dns" : "tls",
        };
    }

    static FlowRow Row(
        long number, Transport transport, string from, int fromPort, string to, int toPort, string? app, string? name, double down, double up,
        TcpState state, double start, double last, double? rtt, FlowEndReason end = FlowEndReason.None, bool guess = false)
    {
        double seconds = Math.Max(1, last - start);
        return new FlowRow(
            number,
            new FlowRecord
            {
                Id = 1_000 + number,
                Tuple = Tuple(transport, from, fromPort, to, toPort),
                Start = At(start),
                End = At(last),
                PacketsToClient = 3 + (long)(down * seconds / 8 / 1_200),
                PacketsToServer = 2 + (long)(up * seconds / 8 / 400),
                BytesToClient = 180 + (long)(down * seconds / 8),
                BytesToServer = 120 + (long)(up * seconds / 8),
                TcpState = state,
                App = app,
                IsGuess = guess,
                RoundTripTime = rtt is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                EndReason = end,
                Facts = FactsOf(app, name),
            },
            up, down, name);
    }

    static ImmutableArray<Fact> FactsOf(string? app, string? name) => app switch
    {
        "tls" => [new TlsClientHello { Sni = name, Alpn = ["h2", "http/1.1"], Version = 0x0304, LegacyVersion = 0x0303, Ja4 = "t13d1516h2_8daaf6152771_e5627efa2ab1" }],
        "http" => [new HttpExchange { Method = "GET", Host = name, Target = "/big.iso", Version = "HTTP/1.1", UserAgent = "curl/8.5.0", Status = 200, ContentType = "application/octet-stream" }],
        _ => [],
    };

    static FiveTuple Tuple(Transport transport, string from, int fromPort, string to, int toPort)
    {
        return new FiveTuple(transport, Address(from), (ushort)fromPort, Address(to), (ushort)toPort);
    }

    static NetAddress Address(string text) => NetAddress.FromBytes(System.Net.IPAddress.Parse(text).GetAddressBytes());
}
