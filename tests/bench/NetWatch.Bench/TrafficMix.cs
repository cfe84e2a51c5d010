using System.Text;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Bench;

/// <summary>Traffic made in code: the frames of one round, whose addresses move with the round so that each one brings new flows.</summary>
sealed class TrafficMix
{
    const int RoundSeconds = 2;

    readonly (byte[] Frame, long Time)[] _frames;
    readonly bool _hasNewFlows;

    TrafficMix(string name, int repeat, bool hasNewFlows, IEnumerable<CaptureSample> captures)
    {
        (Name, Repeat, _hasNewFlows) = (name, repeat, hasNewFlows);
        _frames = [.. CaptureSample.Merge(captures).Packets.Select(packet => (packet.Bytes.ToArray(), packet.Time.Nanoseconds))];
    }

    internal static TrafficMix SmallPackets { get; } = new("small packets", 200, false, Enumerable.Range(0, 50).Select(i => Datagrams(i, 20)));

    internal static TrafficMix BulkTcp { get; } = new("bulk TCP", 60, true, Enumerable.Range(0, 4).Select(Download));

    internal static TrafficMix ManyFlows { get; } = new("many flows", 40, true, Enumerable.Range(0, 5000).Select(i => Datagrams(i, 1)));

    internal static TrafficMix Dns { get; } = new("DNS", 40, true, Enumerable.Range(0, 1000).Select(Lookup));

    internal static TrafficMix TlsHandshakes { get; } = new("TLS handshakes", 40, true, Enumerable.Range(0, 500).Select(Handshake));

    internal static TrafficMix[] All => [SmallPackets, BulkTcp, ManyFlows, Dns, TlsHandshakes];

    internal string Name { get; }

    internal int Repeat { get; }

    internal int Packets => _frames.Length;

    /// <summary>Hands one round to a sink.</summary>
    internal void Play(IPacketSink sink, int round)
    {
        foreach ((byte[] frame, long time) in _frames)
        {
            // Both addresses move, so that the two directions of a flow stay together.
            if (_hasNewFlows) frame[27] = frame[31] = (byte)round;
            sink.OnPacket(new CapturedPacket(frame, new Timestamp(time + round * RoundSeconds * Timestamp.NanosecondsPerSecond), frame.Length, LinkType.Ethernet));
        }
    }

    static NetAddress Host(int number) => NetAddress.FromIPv4(0x0A00_0000u + (uint)(number % 250 + 1) + ((uint)(number / 250) << 16));

    static CaptureSample Datagrams(int number, int count) => Flow(number, FlowSample.Udp("datagrams", 9999,
        [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? FlowTurn.FromInitiator("\u0001\u0002") : FlowTurn.FromResponder("\u0003"))]));

    static CaptureSample Download(int number)
    {
        byte[] body = new byte[2_000_000];
        byte[] answer = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
        return Flow(number, FlowSample.Tcp("download", 80, FlowTurn.FromInitiator("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"), FlowTurn.FromResponder(answer)));
    }

    static CaptureSample Lookup(int number)
    {
        byte[] question = [4, .. Encoding.ASCII.GetBytes($"h{number % 1000:d3}"), 7, .. "example"u8, 3, .. "org"u8, 0, 0, 1, 0, 1];
        byte[] query = [(byte)(number >> 8), (byte)number, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. question];
        byte[] answer = [(byte)(number >> 8), (byte)number, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. question, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1];
        return Flow(number, FlowSample.Udp("lookup", 53, FlowTurn.FromInitiator(query), FlowTurn.FromResponder(answer)));
    }

    static CaptureSample Handshake(int number)
    {
        byte[] host = Encoding.ASCII.GetBytes($"host{number}.example.org");
        byte[] sni = [0, 0, 0, (byte)(host.Length + 5), 0, (byte)(host.Length + 3), 0, 0, (byte)host.Length, .. host];
        byte[] versions = [0, 43, 0, 3, 2, 3, 4];
        byte[] extensions = [.. sni, .. versions];
        byte[] hello = [3, 3, .. new byte[32], 0, 0, 4, 0x13, 1, 0x13, 2, 1, 0, 0, (byte)extensions.Length, .. extensions];
        byte[] serverHello = [3, 3, .. new byte[32], 0, 0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4];
        return Flow(number, FlowSample.Tcp("handshake", 443,
            FlowTurn.FromInitiator(Record(22, Message(1, hello))),
            FlowTurn.FromResponder((byte[])[.. Record(22, Message(2, serverHello)), .. Record(23, new byte[3000])]),
            FlowTurn.FromInitiator(Record(23, new byte[200])),
            FlowTurn.FromResponder(Record(23, new byte[1000]))));
    }

    static byte[] Message(byte type, byte[] body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    static byte[] Record(byte type, byte[] body) => [type, 3, 3, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    static CaptureSample Flow(int number, FlowSample flow) =>
        CaptureSample.FromFlow(flow with { InitiatorAddress = Host(number), ResponderAddress = Host(number + 1), InitiatorPort = (ushort)(20_000 + number) });
}
