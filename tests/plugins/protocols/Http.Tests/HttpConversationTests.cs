using System.Text;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http.Tests;

/// <summary>A decrypted conversation is shown as requests with their responses.</summary>
public sealed class HttpConversationTests
{
    static PlaintextPiece Client(string text) => new(0, FlowDirection.FromInitiator, default, Encoding.Latin1.GetBytes(text));

    static PlaintextPiece Server(string text) => new(0, FlowDirection.FromResponder, default, Encoding.Latin1.GetBytes(text));

    static List<string> Show(params PlaintextPiece[] pieces)
    {
        var tree = new TreeLines(new byte[4096]);
        new HttpDissector().DissectConversation(pieces, tree);
        return [.. tree.Lines.Select(line => line[..line.LastIndexOf(" [", StringComparison.Ordinal)])];
    }

    [Fact]
    public void Requests_stand_with_their_responses_and_bodies()
    {
        List<string> lines = Show(Client("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), Server("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhe"), Server("llo"));

        lines.Where(line => !line.StartsWith(' ')).ShouldBe(["GET a/1 → 200 text/plain", "POST a/2 → no answer yet"]);
        lines.ShouldContain("    Body: 5 bytes, text/plain");
        lines.ShouldContain("      hello");
        lines.ShouldContain("      abc");
    }

    [Fact]
    public void After_a_gap_the_next_message_is_shown_and_frames_follow_an_upgrade()
    {
        var gap = new PlaintextPiece(0, FlowDirection.FromResponder, default, default, 10);
        List<string> lines = Show(Client("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"), Server("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhe"), gap, Server("xx\r\nHTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n\u0081\u0002hi"));
        lines.ShouldContain("GET /2 → 101 ");
        lines.TakeLast(3).ShouldBe(["WebSocket, from the server", "  WebSocket Text, 2 bytes", "    hi"]);
    }
}
