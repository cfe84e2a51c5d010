using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using static NetWatch.Plugins.Quic.Tests.Packet;

namespace NetWatch.Plugins.Quic.Tests;

public sealed class QuicDissectorTests
{
    readonly QuicDissector _dissector = new();

    [Fact]
    public void A_first_packet_is_shown_with_its_frames_and_its_hello()
    {
        byte[] packet = FromClient(Crypto(Hello.Client()), 3);
        string[] lines = Tree(packet);

        Summary(packet).ShouldBe("Initial ClientHello example.org");
        lines[0].ShouldBe("QUIC Initial, 1200 bytes [0+1200]");
        lines[1].ShouldBe("  Version: 1 (0x00000001) [1+4]");
        lines[2].ShouldBe("  Destination connection id: 8394c8f03e515708 [5+9]");
        lines[3].ShouldBe("  Source connection id: c1c1c1c1 [14+5]");
        lines[4].ShouldBe("  Packet number: 3 [22+2]");
        lines.ShouldContain(line => line.StartsWith("    Server name: example.org"));
        lines.ShouldContain($"  CRYPTO, offset 0, {Hello.Client().Length} bytes [24+{Hello.Client().Length + 4}]");
        lines.ShouldContain(line => line.StartsWith("  PADDING, "));
    }

    [Fact]
    public void The_packets_of_a_datagram_stand_one_behind_the_other()
    {
        byte[] initial = FromServer(Crypto(Hello.Server())), datagram = [.. initial, .. Opaque(2), .. Short()];
        Summary(datagram).ShouldBe("Initial, Handshake, Protected payload");
        string[] lines = Tree(datagram);
        lines.ShouldContain($"QUIC Handshake, {Opaque(2).Length} bytes [{initial.Length}+{Opaque(2).Length}]");
        lines[^1].ShouldBe($"Protected payload behind a short header, 100 bytes [{datagram.Length - 100}+100]");
    }

    [Fact]
    public void Retry_negotiation_and_short_headers()
    {
        Summary(Retry(ServerId)).ShouldBe("Retry");
        Tree(Retry(ServerId)).ShouldContain(line => line.StartsWith("  Retry token: 5 bytes"));
        Summary(Negotiation(1)).ShouldBe("Version negotiation");
        Tree(Negotiation(1, 0xFF00001D)).ShouldContain(line => line.StartsWith("  Supported version: draft-29"));
        Summary(Short()).ShouldBe("Protected payload");
        Summary(Opaque(1)).ShouldBe("0-RTT");
    }

    [Fact]
    public void Hellos_of_Google_are_shown()
    {
        Summary(QuicClassifierContractTests.GoogleClear("Q043")).ShouldBe("Q043, CHLO google.example");
        Summary(QuicClassifierContractTests.GoogleLong("Q046")).ShouldBe("Q046, CHLO google.example");
        Tree(QuicClassifierContractTests.GoogleClear("Q043")).ShouldContain(line => line.StartsWith("    Server name: google.example"));
        Tree(QuicClassifierContractTests.GoogleLong("Q046")).ShouldContain(line => line.StartsWith("    User agent: Chrome/85"));
    }

    [Fact]
    public void Mutated_and_cut_datagrams_get_a_tree_within_their_bytes()
    {
        byte[][] datagrams = [FromClient(Crypto(Hello.Client())), FromServer([1]), Opaque(2), Retry(ServerId), Negotiation(1, 2), Short(), QuicClassifierContractTests.GoogleLong("Q046")];
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            byte[] datagram = [.. datagrams[random.Next(datagrams.Length)]];
            for (int change = random.Next(4); change > 0; change--) datagram[random.Next(Math.Min(40, datagram.Length))] = (byte)random.Next(256);
            datagram = datagram[..random.Next(1, datagram.Length + 1)];
            Tree(datagram);
            Summary(datagram);
        }
    }

    string? Summary(byte[] datagram) => _dissector.Summarize(Input(datagram));

    string[] Tree(byte[] datagram)
    {
        var tree = new TreeLines(datagram.Length);
        _dissector.Dissect(Input(datagram), tree);
        return [.. tree.Lines];
    }

    static DissectionInput Input(byte[] datagram) =>
        new() { Bytes = datagram, Transport = Transport.Udp, Direction = FlowDirection.FromInitiator, StartsAtFirstByte = true };
}
