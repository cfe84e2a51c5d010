using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpDissectorTests
{
    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a HTTP/1.1")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", "HTTP/1.1 404 Not Found")]
    [InlineData("just some body bytes", null)]
    public void The_summary_is_the_start_line(string text, string? summary)
    {
        DissectionInput input = Input(text);
        new HttpDissector().Summarize(input).ShouldBe(summary);
    }

    [Fact]
    public void The_tree_shows_start_line_fields_and_body()
    {
        Tree("GET /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nxy").ShouldBe(
        [
            "HTTP request [GET /a HTTP/1.1|Host: h|Content-Length: 2||xy]",
            "  GET /a HTTP/1.1 [GET /a HTTP/1.1]",
            "    Method: GET [GET]",
            "    Target: /a [/a]",
            "    Version: HTTP/1.1 [HTTP/1.1]",
            "  Host: h [Host: h]",
            "  Content-Length: 2 [Content-Length: 2]",
            "  Body: 2 bytes [xy]", "    xy [xy]",
        ]);
    }

    [Fact]
    public void Several_messages_of_a_packet_are_all_shown()
    {
        List<string> lines = Tree("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");

        lines.Count(line => line.StartsWith("HTTP response", StringComparison.Ordinal)).ShouldBe(2);
        lines.ShouldContain("    Reason: No Content [No Content]");
        lines.ShouldContain("  Body, chunked: 1 byte [1|a|0||]");
    }

    [Fact]
    public void Messages_that_end_before_the_packet_are_left_out()
    {
        string first = "GET /1 HTTP/1.1\r\n\r\n";
        Tree(first + "GET /2 HTTP/1.1\r\n\r\n", first.Length).ShouldContain("    Target: /2 [/2]");
        Tree(first + "GET /2 HTTP/1.1\r\n\r\n", first.Length).ShouldNotContain("    Target: /1 [/1]");
    }

    [Fact]
    public void Any_cut_and_any_change_of_a_message_can_be_dissected()
    {
        byte[] whole = Encoding.Latin1.GetBytes(Http.Get + Http.Ok);
        var random = new Random(7);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = whole[..random.Next(1, whole.Length + 1)];
            for (int change = 0; change < 3; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var tree = new TreeLines(bytes);
            DissectionInput input = Input(bytes, random.Next(bytes.Length), random.Next(2) == 0);
            new HttpDissector().Dissect(input, tree);
            new HttpDissector().Summarize(input);
        }
    }

    static List<string> Tree(string text, int packetStart = 0)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        var tree = new TreeLines(bytes);
        new HttpDissector().Dissect(Input(bytes, packetStart, true), tree);
        return tree.Lines;
    }

    static DissectionInput Input(string text) => Input(Encoding.Latin1.GetBytes(text), 0, true);

    static DissectionInput Input(byte[] bytes, int packetStart, bool startsAtFirstByte) => new()
    {
        Bytes = bytes,
        PacketStart = packetStart,
        StartsAtFirstByte = startsAtFirstByte,
        Transport = Transport.Tcp,
        Direction = FlowDirection.FromInitiator,
    };

    [Theory]
    [InlineData("Content-Length: LEN", false)]
    [InlineData("Transfer-Encoding: chunked", true)]
    public void A_body_is_shown_decoded(string framing, bool isChunked)
    {
        using var target = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(target, System.IO.Compression.CompressionLevel.Optimal)) gzip.Write("first line\nsecond line"u8);
        byte[] body = target.ToArray();
        byte[] framed = isChunked ? [.. "5;x=y\r\n"u8, .. body[..5], .. System.Text.Encoding.ASCII.GetBytes($"\r\n{body.Length - 5:X}\r\n"), .. body[5..], .. "\r\n0\r\n\r\n"u8] : body;
        string head = $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n{framing.Replace("LEN", $"{body.Length}")}\r\n\r\n";
        byte[] bytes = [.. System.Text.Encoding.ASCII.GetBytes(head), .. framed];
        var tree = new TreeLines(bytes);

        new HttpDissector().Dissect(new DissectionInput { Bytes = bytes, PacketStart = bytes.Length - 3, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromResponder }, tree);

        tree.Lines[^3].ShouldStartWith($"  {(isChunked ? "Body, chunked" : "Body")}: {body.Length} bytes gzip, 22 decoded, text/plain [");
        tree.Lines[^2].ShouldStartWith("    first line [");
        tree.Lines[^1].ShouldStartWith("    second line [");
    }

    [Fact]
    public void Frames_of_a_websocket_are_shown_behind_the_upgrade()
    {
        byte[] bytes = [.. "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8, 0x81, 5, .. "hello"u8, 0x89, 0];
        var input = new DissectionInput { Bytes = bytes, PacketStart = bytes.Length - 9, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromResponder };
        var tree = new TreeLines(bytes);
        new HttpDissector().Dissect(input, tree);

        new HttpDissector().Summarize(input).ShouldBe("WebSocket Text, Ping");
        tree.Lines.Select(line => line[..line.IndexOf(" [", StringComparison.Ordinal)]).ShouldBe(["WebSocket Text, 5 bytes", "  hello", "WebSocket Ping, 0 bytes"]);
    }
}
