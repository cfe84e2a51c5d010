using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Quic.Tests;

public sealed class QuicClassifierContractTests : ClassifierContract<QuicClassifier>
{
    static readonly byte[] ClientInitial = Packet.FromClient(Packet.Crypto(Hello.Client()));

    protected override IReadOnlyList<FlowSample> Samples =>
    [
        .. SampleCapture.Flows.Where(SampleCapture.HasHandshake),
        Udp("off the port", Client(ClientInitial)) with { ResponderPort = 9000 },
        Udp("the server first", Server([.. Packet.FromServer(Packet.Crypto(Hello.Server())), .. Packet.Opaque(2)])),
        Udp("early data first", Client(Packet.Opaque(1, 1100))),
        Udp("version 2", Client(Packet.FromClient(Packet.Crypto(Hello.Client()), version: QuicVersion.Two))),
        Udp("draft 22", Client(Packet.FromClient(Packet.Crypto(Hello.Client()), version: 0xFF000016))),
        Udp("a reserved version", Client(Reserved())),
        Udp("a version of tomorrow, turned down", Client(Tomorrow()), Server(Packet.Negotiation(0x1234_5678))) with { ResponderPort = 9000 },
        Udp("a retry alone", Server(Packet.Retry(Packet.ServerId))),
        Udp("an Initial whose length does not fit, on the port", Client([0xC0, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4, 0, 0x7F, 0xFF, .. new byte[200]])),
        Udp("joined, then a new handshake", Client(Packet.Short()), Client(Packet.Short()), Client(ClientInitial)),
        Udp("Q043", Client(GoogleClear("Q043"))),
        Udp("Q043 off the port", Client(GoogleClear("Q043"))) with { ResponderPort = 9000 },
        Udp("Q046", Client(GoogleLong("Q046"))),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        Udp("short headers alone", Client(Packet.Short()), Server(Packet.Short()), Client(Packet.Short()), Server(Packet.Short()), Client(Packet.Short())),
        Udp("RTP", Client([0x80, 0x60, 0, 1, 0, 0, 0, 160, 1, 2, 3, 4, .. new byte[160]])) with { ResponderPort = 5004 },
        Udp("RTCP", Client([0x80, 0xC8, 0, 6, 1, 2, 3, 4, .. new byte[20]])) with { ResponderPort = 5005 },
        Udp("DTLS", Client([22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 1, 0, 0, 38, 0, 0, .. new byte[40]])),
        Udp("STUN", Client([0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])),
        Udp("DNS", Client([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, (byte)'a', (byte)'b', (byte)'c', 0, 0, 1, 0, 1])) with { ResponderPort = 53 },
        Udp("a response of DNS whose id looks like a long header", Client([0xC0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 3, (byte)'a', (byte)'b', (byte)'c', 0, 0, 1, 0, 1])) with { ResponderPort = 53 },
        Udp("version 1 in a short datagram whose lengths do not fit", Client([0xC0, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x44, 0, 1, 2, 3])) with { ResponderPort = 9000 },
        Udp("version 1 behind connection ids that are too long", Client([0xC0, 0, 0, 0, 1, 40, .. new byte[1300]])) with { ResponderPort = 9000 },
        Udp("a negotiation of versions that do not exist", Client([0xC0, 0, 0, 0, 0, 0, 0, 0xDE, 0xAD, 0xBE, 0xEF])) with { ResponderPort = 9000 },
        Udp("all ones", Client([.. Enumerable.Repeat((byte)0xFF, 1200)])) with { ResponderPort = 9000 },
        Udp("zeros", Client(new byte[1200])),
        Udp("a hello of Google in TCP's order", Client([.. "CHLO"u8, .. new byte[200]])),
    ];

    internal static byte[] GoogleClear(string version) =>
        [0x09, 1, 2, 3, 4, 5, 6, 7, 8, .. System.Text.Encoding.ASCII.GetBytes(version), 1, .. new byte[12], 0xA0, 1, 4, 0, .. GoogleHelloBytes];

    internal static byte[] GoogleLong(string version) =>
        [0xC3, .. System.Text.Encoding.ASCII.GetBytes(version), 0x50, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1, .. new byte[12], 0xA0, 1, 4, 0, .. GoogleHelloBytes];

    static byte[] GoogleHelloBytes => [.. Hello.Google(("PAD", new string('-', 300)), ("SNI", "google.example"), ("UAID", "Chrome/85")), .. new byte[200]];

    static byte[] Reserved()
    {
        byte[] packet = [.. ClientInitial];
        (packet[1], packet[2], packet[3], packet[4]) = (0x1A, 0x2A, 0x3A, 0x4A);
        return packet;
    }

    static byte[] Tomorrow()
    {
        byte[] packet = [.. ClientInitial];
        (packet[1], packet[2], packet[3], packet[4]) = (0x77, 0, 0, 9);
        return packet;
    }

    static FlowSample Udp(string name, params FlowTurn[] turns) => FlowSample.Udp(name, 443, turns);

    static FlowTurn Client(byte[] bytes) => FlowTurn.FromInitiator(bytes);

    static FlowTurn Server(byte[] bytes) => FlowTurn.FromResponder(bytes);
}
