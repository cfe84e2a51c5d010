using System.IO.Compression;
using System.Text;
using NetWatch.Plugins.Http2.Dissection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

public sealed class Http2DissectorTests
{
    readonly Http2Dissector _dissector = new();

    static DissectionInput Input(byte[] bytes, int packetStart = 0, bool first = true, FlowDirection direction = FlowDirection.FromResponder) => new()
    {
        Bytes = bytes, PacketStart = packetStart, StartsAtFirstByte = first, Transport = Transport.Tcp, Direction = direction,
    };

    IReadOnlyList<string> Lines(byte[] bytes, int packetStart = 0, bool first = true)
    {
        var tree = new TreeLines();
        _dissector.Dissect(Input(bytes, packetStart, first), tree);
        return tree.Lines;
    }

    [Fact]
    public void The_info_line_names_frames_requests_and_statuses()
    {
        byte[] client = [.. Opening.Bytes.Span, .. Get(1, "/a")];
        _dissector.Summarize(Input(client)).ShouldBe("Preface, SETTINGS[0], WINDOW_UPDATE[0], HEADERS[1] GET /a");
        _dissector.Summarize(Input([.. Answer(1), .. Data(1, "x", ends: true)])).ShouldBe("HEADERS[1] 200, DATA[1]");
    }

    [Fact]
    public void Fields_are_decoded_with_the_table_that_earlier_packets_left()
    {
        byte[] first = [.. Opening.Bytes.Span, .. Get(1, "/a")];
        byte[] bytes = [.. first, .. Headers(3, [0xC2, 0xC0, 0xBF], ends: true)];

        Lines(bytes, first.Length).ShouldBe(
        [
            "HTTP/2 HEADERS, stream 3, GET /a", "  Length: 3", "  Type: HEADERS", "  Flags: END_STREAM, END_HEADERS", "  Stream: 3",
            "  :method: GET", "  :path: /a", "  :authority: example.org",
        ]);
    }

    [Fact]
    public void Fields_that_refer_to_what_is_not_at_hand_are_said_to()
    {
        byte[] bytes = [1, 2, 3, .. Headers(3, [0x82, 0xBE], ends: true)];
        IReadOnlyList<string> lines = Lines(bytes, 0, first: false);
        lines[0].ShouldBe("HTTP/2, end of a frame (3 bytes)");
        lines.ShouldContain("  :method: GET");
        lines.ShouldContain("  A field that refers to what is not at hand");
    }

    [Fact]
    public void A_body_is_shown_decoded_in_the_packet_that_ends_it()
    {
        byte[] body = Gzip("{\"answer\": 42}\nsecond line");
        byte[] head = Headers(1, Block(":status: 200", "content-type: application/json", "content-encoding: gzip"));
        byte[] bytes = [.. head, .. Frame(0, 0, 1, body[..10]), .. Frame(0, 1, 1, body[10..])];

        IReadOnlyList<string> lines = Lines(bytes, bytes.Length - 5);

        lines.TakeLast(3).ShouldBe([$"Body of stream 1: {body.Length} bytes gzip, 26 decoded, application/json", "  {\"answer\": 42}", "  second line"]);
    }

    [Fact]
    public void A_body_that_unfolds_without_end_is_stopped_and_says_so()
    {
        byte[] bomb = Gzip(new string('\n', 30 << 20));
        byte[] bytes = [.. Headers(1, Block(":status: 200", "content-encoding: gzip")), .. bomb.Chunk(16_384).SelectMany(piece => Frame(0, 0, 1, piece)), .. Frame(0, 1, 1)];

        Lines(bytes).ShouldContain(line => line.Contains("Decoding stopped after") && line.Contains("times as many"));
    }

    [Fact]
    public void Settings_resets_goodbyes_and_padding_are_explained()
    {
        byte[] bytes = [.. Settings((1, 4096), (0x2A2A, 7)), .. Reset(1, 8), .. Frame(7, 0, 0, 0, 0, 0, 5, 0, 0, 0, 2), .. WindowUpdate(0), .. Frame(5, 4, 1, [0, 0, 0, 2, 0x82]), .. Frame(99, 0, 0, 1)];
        IReadOnlyList<string> lines = Lines(bytes);
        foreach (string line in (string[])["  HEADER_TABLE_SIZE: 4096", "  0x2a2a: 7", "  Error: CANCEL", "  Last stream: 5", "  Error: INTERNAL_ERROR", "  Increment: 65536", "  Promised stream: 2"])
            lines.ShouldContain(line);
        lines.ShouldContain("HTTP/2 Type 0x63, stream 0");
    }

    [Fact]
    public void Frames_that_go_on_say_so()
    {
        byte[] answer = Answer(1);
        Lines(answer[..20]).ShouldContain("  The frame goes on in a later packet");
        Lines(answer[..5]).ShouldBe(["HTTP/2, the start of a frame (5 bytes)"]);
    }

    [Fact]
    public void Any_bytes_can_be_shown()
    {
        byte[] whole = [.. Http2SegmentationTests.Sample.Turns[3].Bytes.Span, .. Http2SegmentationTests.Sample.Turns[4].Bytes.Span];
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = whole[..random.Next(whole.Length)];
            for (int i = random.Next(5); i > 0 && bytes.Length > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            int start = random.Next(bytes.Length + 1);
            _dissector.Summarize(Input(bytes, start, seed % 2 == 0));
            Lines(bytes, start, seed % 2 == 0);
        }
    }

    static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }
}
