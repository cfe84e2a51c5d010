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
            "  Body (2 bytes) [xy]",
        ]);
    }

    [Fact]
    public void Several_messages_of_a_packet_are_all_shown()
    {
        List<string> lines = Tree("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");

        lines.Count(line => line.StartsWith("HTTP response", StringComparison.Ordinal)).ShouldBe(2);
        lines.ShouldContain("    Reason: No Content [No Content]");
        lines.ShouldContain("  Body, chunked (11 bytes) [1|a|0||]");
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
}
