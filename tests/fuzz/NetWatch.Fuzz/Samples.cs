using System.Text;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Fuzz;

/// <summary>What is mutated: messages, frames and files that are right to begin with.</summary>
static class Samples
{
    internal static readonly LinkType[] LinkTypes = Enum.GetValues<LinkType>();

    static readonly byte[][] Messages =
    [
        Encoding.ASCII.GetBytes("GET /index.html?a=b HTTP/1.1\r\nHost: example.org\r\nUser-Agent: fuzz/1.0\r\nAccept: */*\r\n\r\n"),
        Encoding.ASCII.GetBytes("POST /a HTTP/1.1\r\nHost: example.org\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: x\r\n\r\nGET / HTTP/1.0\r\n\r\n"),
        Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/html; charset=utf-8\r\n\r\nhelloHTTP/1.1 304 Not Modified\r\n\r\n"),
        Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\u0081\u0005hello"),
        Encoding.ASCII.GetBytes("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n"),
        ClientHello(),
        [.. Record(22, Message(2, [3, 3, .. new byte[32], 0, 0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4])), .. Record(20, [1]), .. Record(23, new byte[60])],
        Record(22, [.. Message(11, Certificates()), .. Message(14, [])]),
        [.. Record(21, [2, 40]), .. ClientHello()],
        Dns(0x0100, 1, 0, [.. Name("www", "example", "org"), 0, 1, 0, 1]),
        Dns(0x8180, 1, 3,
        [
            .. Name("www", "example", "org"), 0, 1, 0, 1,
            0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, .. "web"u8, 0xC0, 16,
            0xC0, 45, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1,
            0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 6, 5, .. "hello"u8,
        ]),
        [0, 33, .. Dns(0x0100, 1, 0, [.. Name("www", "example", "org"), 0, 1, 0, 1])],
        Dns(0x8400, 0, 1, [.. Name("_http", "_tcp", "local"), 0, 33, 0x80, 1, 0, 0, 0, 120, 0, 12, 0, 0, 0, 0, 0, 80, 4, .. "host"u8, 0]),
        .. QuicMessages.All,
        .. HttpSamples.Messages,
        .. CapturedMessages.All,
    ];

    static readonly byte[][] Frames = MakeFrames();

    static readonly byte[][] Files = MakeFiles();

    internal static byte[] Noise(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 600)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>The messages that a protocol takes for its own, on one of its ports.</summary>
    internal static byte[][] Of(Protocol protocol) => [.. Messages.Where(message => IsOf(protocol, message))];

    /// <summary>A message, mostly changed, and mostly one of the protocol's own where it has any; sometimes two in a row.</summary>
    internal static byte[] Mutated(Random random, byte[][] own)
    {
        if (random.Next(20) == 0) return Noise(random);
        byte[] bytes = [.. Any(random, own)];
        if (random.Next(5) == 0) bytes = [.. bytes, .. Any(random, own)];
        return random.Next(8) == 0 ? bytes : Mutation.Of(random, bytes);
    }

    static byte[] Any(Random random, byte[][] own) =>
        own.Length > 0 && random.Next(5) != 0 ? own[random.Next(own.Length)] : Messages[random.Next(Messages.Length)];

    static bool IsOf(Protocol protocol, byte[] message)
    {
        foreach (Transport transport in (ReadOnlySpan<Transport>)[Transport.Tcp, Transport.Udp])
        {
            if ((protocol.Declaration.Transports & (transport == Transport.Tcp ? Transports.Tcp : Transports.Udp)) == 0) continue;
            var prefix = new FlowPrefix
            {
                Transport = transport, InitiatorPort = 40_000, ResponderPort = protocol.Declaration.Ports is [var port, ..] ? port : (ushort)40_001,
                Direction = FlowDirection.FromInitiator, Bytes = message,
            };
            if (protocol.Classifier.Classify(prefix) != Classification.NoMatch) return true;
        }

        return false;
    }

    internal static byte[] Frame(Random random) => [.. Frames[random.Next(Frames.Length)]];

    internal static byte[] File(Random random) => [.. Files[random.Next(Files.Length)]];

    static byte[][] MakeFrames()
    {
        FlowSample[] flows = [.. Messages.SelectMany((message, i) => (FlowSample[])
        [
            FlowSample.Tcp("tcp", (ushort)(i % 3 == 0 ? 80 : 443), FlowTurn.FromInitiator(message), FlowTurn.FromResponder(Messages[(i + 2) % Messages.Length])),
            FlowSample.Udp("udp", 53, FlowTurn.FromInitiator(message), FlowTurn.FromResponder(message)),
        ]).Select((flow, i) => flow with { InitiatorPort = (ushort)(30_000 + i) })];
        CaptureSample plain = CaptureSample.Merge(flows.Select(flow => CaptureSample.FromFlow(flow, 60)));
        var few = new CaptureSample(plain.Packets.Where((_, i) => i % 17 == 0));
        IEnumerable<SamplePacket> others = TrafficTransformer.Variants(1).SelectMany(variant => variant.Apply(few).Packets);
        return [.. plain.Packets.Concat(others).Select(packet => packet.Bytes.ToArray())];
    }

    static byte[][] MakeFiles()
    {
        CaptureSample capture = CaptureSample.FromFlow(FlowSample.Udp("udp", 53, FlowTurn.FromInitiator(Messages[9]), FlowTurn.FromResponder(Messages[10])));
        return
        [
            Write(file => CaptureFileWriter.WritePcap(file, capture)), Write(file => CaptureFileWriter.WritePcap(file, capture, false, true)),
            Write(file => CaptureFileWriter.WritePcapNg(file, capture)), Write(file => CaptureFileWriter.WritePcapNg(file, capture, 6, true)),
        ];
    }

    static byte[] Write(Action<Stream> write)
    {
        using var file = new MemoryStream();
        write(file);
        return file.ToArray();
    }

    static byte[] Name(params string[] labels) => [.. labels.SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    static byte[] Dns(int flags, byte questions, byte answers, byte[] rest) => [0x12, 0x34, (byte)(flags >> 8), (byte)flags, 0, questions, 0, answers, 0, 0, 0, 0, .. rest];

    static byte[] Message(byte type, byte[] body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    static byte[] Record(byte type, byte[] body) => [type, 3, 3, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    // Enough of X.509 to get into the reader: SEQUENCE, version, serial, names with a common name.
    static byte[] Certificates()
    {
        byte[] name = [0x30, 22, 0x31, 20, 0x30, 18, 6, 3, 0x55, 4, 3, 12, 11, .. "example.org"u8];
        byte[] body = [0xA0, 3, 2, 1, 2, 2, 1, 5, 0x30, 3, 6, 1, 0x2A, .. name, 0x30, 30, 23, 13, .. "260101000000Z"u8, 23, 13, .. "270101000000Z"u8, .. name];
        byte[] certificate = [0x30, (byte)(body.Length + 2), 0x30, (byte)body.Length, .. body];
        return [0, 0, (byte)(certificate.Length + 3), 0, 0, (byte)certificate.Length, .. certificate];
    }

    static byte[] ClientHello()
    {
        byte[] host = Encoding.ASCII.GetBytes("example.org");
        byte[] extensions =
        [
            0, 0, 0, (byte)(host.Length + 5), 0, (byte)(host.Length + 3), 0, 0, (byte)host.Length, .. host,
            0, 16, 0, 14, 0, 12, 2, .. "h2"u8, 8, .. "http/1.1"u8, 0, 43, 0, 5, 4, 3, 4, 3, 3, 0, 10, 0, 6, 0, 4, 0, 29, 0, 23, 0, 13, 0, 6, 0, 4, 4, 3, 8, 4,
        ];
        return Record(22, Message(1, [3, 3, .. new byte[32], 0, 0, 6, 0x13, 1, 0x13, 2, 0xC0, 0x2F, 1, 0, 0, (byte)extensions.Length, .. extensions]));
    }
}
