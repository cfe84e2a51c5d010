using System.IO.Compression;
using System.Text;
using NetWatch.Plugins.Http;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.WebSocket.Tests;

/// <summary>Frames after an upgrade of HTTP/1.1; the examples are those of RFC 6455 §5.7 and RFC 7692 §7.2.3.</summary>
public sealed class WebSocketTests
{
    static readonly byte[] Hello = Convert.FromHexString("810548656c6c6f");
    static readonly byte[] MaskedHello = Convert.FromHexString("818537fa213d7f9f4d5158");
    static readonly byte[] MaskedClose = [0x88, 0x86, 1, 2, 3, 4, 0x03 ^ 1, 0xE9 ^ 2, (byte)'b' ^ 3, (byte)'y' ^ 4, (byte)'e' ^ 1, (byte)'!' ^ 2];

    static readonly FlowTurn Request = FlowTurn.FromInitiator("GET /chat HTTP/1.1\r\nHost: ws.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    static readonly FlowTurn Accept = FlowTurn.FromResponder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");

    static FlowAnalysis Run(Segmentation? cuts, params FlowTurn[] turns) =>
        new AnalyzerHarness(ProtocolParts.Of<HttpClassifier>(), ProtocolParts.Of<WebSocketClassifier>()).Run(FlowSample.Tcp("websocket", 80, [Request, Accept, .. turns]), cuts);

    static string Session(params FlowTurn[] turns) => FactText.Of(Run(null, turns).Facts.Single(fact => fact.Protocol == "websocket"));

    [Fact]
    public void Messages_bytes_pings_and_the_close_are_told_beside_the_exchange()
    {
        FlowAnalysis analysis = Run(null, FlowTurn.FromInitiator(MaskedHello), FlowTurn.FromResponder((byte[])[.. Hello, .. Convert.FromHexString("010348656c"), .. Convert.FromHexString("890548656c6c6f"), .. Convert.FromHexString("80026c6f")]),
            FlowTurn.FromInitiator(Convert.FromHexString("8a8537fa213d7f9f4d5158")), FlowTurn.FromInitiator(MaskedClose), FlowTurn.FromResponder((byte[])[0x88, 2, 3, 0xE8]));

        (analysis.App, analysis.InnerApp).ShouldBe(("http", "websocket"));
        analysis.Facts.OfType<HttpExchange>().ShouldHaveSingleItem().Upgrade.ShouldBe("websocket");
        FactText.Of(analysis.Facts[^1]).ShouldBe("websocket/session\ntext_toserver=1\nbinary_toserver=0\nbytes_toserver=5\npongs_toserver=1\n"
            + "text_toclient=2\nbinary_toclient=0\nbytes_toclient=10\npings_toclient=1\nclosed_by=client\nclose_code=1001\nclose_reason=bye!\n");
    }

    [Fact]
    public void Long_payloads_have_long_lengths()
    {
        byte[] medium = [0x82, 0x7E, 1, 0, .. new byte[256]], large = [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0, .. new byte[65_536]];
        Session(FlowTurn.FromResponder((byte[])[.. medium, .. large])).ShouldContain("binary_toclient=2\nbytes_toclient=65792");
    }

    [Fact]
    public void However_the_streams_are_cut_the_facts_are_the_same()
    {
        FlowTurn[] turns = [FlowTurn.FromInitiator((byte[])[.. MaskedHello, .. MaskedHello]), FlowTurn.FromResponder((byte[])[.. Hello, 0x82, 0x7E, 0, 200, .. new byte[200], .. Hello]), FlowTurn.FromInitiator(MaskedClose)];
        string whole = Run(null, turns).Text;
        for (int size = 1; size < 30; size++) Run(Segmentation.Every(size), turns).Text.ShouldBe(whole);
        for (int seed = 0; seed < 50; seed++) Run(Segmentation.Random(seed, 40), turns).Text.ShouldBe(whole);
    }

    [Fact]
    public void A_loss_inside_of_a_payload_keeps_the_place_and_one_across_frames_does_not()
    {
        byte[] frame = [0x82, 0x7E, 0, 200, .. new byte[200]];
        string text = Session(FlowTurn.FromResponder(frame.AsMemory(0, 50)), FlowTurn.Gap(FlowDirection.FromResponder, 100), FlowTurn.FromResponder((byte[])[.. frame[150..], .. Hello]));
        text.ShouldContain("text_toclient=1\nbinary_toclient=1\nbytes_toclient=205");
        text.ShouldContain("gap=true");

        Session(FlowTurn.FromResponder(Hello), FlowTurn.Gap(FlowDirection.FromResponder, 100), FlowTurn.FromResponder(Hello), FlowTurn.FromInitiator(MaskedHello))
            .ShouldContain("text_toserver=1\nbinary_toserver=0\nbytes_toserver=5\ntext_toclient=1\nbinary_toclient=0\nbytes_toclient=5\ngap=true");
    }

    [Theory]
    [InlineData("810548656c6c6f", "unmasked client")]
    [InlineData("818537fa213d7f9f4d5158b1", "bytes that are no frames")]
    public void What_a_client_must_not_do_is_named(string client, string irregularity) => Session(FlowTurn.FromInitiator(Convert.FromHexString(client))).ShouldContain(irregularity);

    [Theory]
    [InlineData("b1")]
    [InlineData("83")]
    [InlineData("0900")]
    [InlineData("897e0100")]
    [InlineData("827fffffffffffffffff")]
    public void Bytes_that_are_no_frame_take_the_inner_label_back(string bytes) => Run(null, FlowTurn.FromResponder(Convert.FromHexString(bytes))).InnerApp.ShouldBeNull();

    [Fact]
    public void Mutated_frames_do_no_harm()
    {
        byte[] whole = [.. MaskedHello, 0xC1, 7, 0xF2, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, .. MaskedClose, 0x82, 0x7E, 0, 4, 1, 2, 3, 4];
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. whole];
            for (int i = random.Next(1, 5); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            foreach (Fact fact in Run(Segmentation.Random(seed, 10), FlowTurn.FromInitiator(bytes), FlowTurn.FromResponder(bytes)).Facts) FactText.Of(fact).Length.ShouldBeLessThan(5000);
            Tree(bytes, random.Next(bytes.Length));
        }
    }

    static IReadOnlyList<string> Tree(byte[] bytes, int packetStart = 0)
    {
        var tree = new TreeLines();
        var input = new DissectionInput { Bytes = bytes, PacketStart = packetStart, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromInitiator };
        new WebSocketDissector().Summarize(input);
        new WebSocketDissector().Dissect(input, tree);
        return tree.Lines;
    }

    [Fact]
    public void Frames_are_shown_unmasked_with_the_whole_message_at_its_last() =>
        Tree([.. MaskedHello, .. Convert.FromHexString("010348656c"), .. Convert.FromHexString("80026c6f"), .. MaskedClose, 0x82, 3, 0, 1]).ShouldBe(
        [
            "WebSocket Text, 5 bytes, masked", "  Hello", "WebSocket Text, 3 bytes, more follows", "WebSocket Continuation, 2 bytes", "  Hello",
            "WebSocket Close, 6 bytes, masked", "  Code: 1001", "  Reason: bye!", "WebSocket Binary, 3 bytes", "  The frame goes on in a later packet",
        ]);

    // One block; the same again with the window of the first; without compression; a final block; two blocks.
    [Theory]
    [InlineData("c107f248cdc9c90700")]
    [InlineData("c107f248cdc9c90700" + "c105f200110000")]
    [InlineData("c10b000500faff48656c6c6f00")]
    [InlineData("c108f348cdc9c9070000")]
    [InlineData("c10df2480500" + "0000ffffcac9c90700")]
    [InlineData("c108f348cdc9c9070000" + "c107f248cdc9c90700")]
    public void Compressed_messages_are_shown_decompressed(string frames)
    {
        IReadOnlyList<string> lines = Tree(Convert.FromHexString(frames));
        lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ShouldAllBe(line => line == "  Hello");
        lines.ShouldContain("  Hello");
    }

    [Fact]
    public void A_message_is_decompressed_with_what_earlier_packets_said()
    {
        byte[] first = Convert.FromHexString("c107f248cdc9c90700");
        Tree([.. first, .. Convert.FromHexString("c105f200110000")], first.Length).ShouldBe(["WebSocket Text, 5 bytes, compressed", "  Hello"]);
        Tree(Convert.FromHexString("c105f200110000")).ShouldNotContain("  Hello");
    }

    [Fact]
    public void A_compressed_bomb_is_stopped_and_says_so()
    {
        using var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.Optimal)) deflate.Write(Encoding.ASCII.GetBytes(new string(' ', 30 << 20)));
        byte[] bomb = target.ToArray();
        byte[] frame = [0xC1, 0x7F, 0, 0, 0, 0, 0, 0, (byte)(bomb.Length >> 8), (byte)bomb.Length, .. bomb];
        Tree(frame).ShouldContain(line => line.Contains("Decoding stopped after"));
    }
}
