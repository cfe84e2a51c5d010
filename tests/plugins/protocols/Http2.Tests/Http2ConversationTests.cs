using NetWatch.Plugins.Http2.Dissection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

/// <summary>A decrypted conversation is shown as requests with their responses.</summary>
public sealed class Http2ConversationTests
{
    static PlaintextPiece Piece(Sdk.Testing.Protocols.FlowTurn turn) => new(0, turn.Direction, default, turn.Bytes, turn.MissingBytes);

    static IReadOnlyList<string> Show(params PlaintextPiece[] pieces)
    {
        var tree = new TreeLines();
        new Http2Dissector().DissectConversation(pieces, tree);
        return tree.Lines;
    }

    [Fact]
    public void Requests_stand_with_their_responses_and_bodies() => Show(
        Piece(Opening), Piece(ServerOpening), Piece(Client(Get(1, "/a"), Headers(3, Block(":method: POST", ":path: /b", ":authority: h", "content-type: application/json")), Data(3, "{}", ends: true))),
        Piece(Server(Headers(3, Block(":status: 201")), Answer(1), Data(1, "<p>"))), Piece(Server(Data(1, "hello", ends: true), Headers(3, Block("checked: yes"), ends: true)))).ShouldBe(
    [
        "GET example.org/a → 200 text/html (stream 1)", "  Request", "    :method: GET", "    :scheme: http", "    :path: /a", "    :authority: example.org", "    user-agent: test/2",
        "  Response", "    :status: 200", "    content-type: text/html; charset=utf-8", "    server: unit", "    Body: 8 bytes, text/html", "      <p>hello",
        "POST h/b → 201 (stream 3)", "  Request", "    :method: POST", "    :path: /b", "    :authority: h", "    content-type: application/json", "    Body: 2 bytes, application/json", "      {}",
        "  Response", "    :status: 201", "    checked: yes",
    ]);

    [Fact]
    public void After_a_gap_what_cannot_be_known_is_said()
    {
        IReadOnlyList<string> lines = Show(Piece(Opening), Piece(ServerOpening), Piece(Client(Get(1))), new PlaintextPiece(0, FlowDirection.FromResponder, default, default, 500), Piece(Server(WindowUpdate(0), Headers(1, [0xC0, 0x88]), Data(1, "x", ends: true))));
        lines.ShouldContain("    A field that refers to what is not at hand");
        lines[0].ShouldBe("GET example.org/ → 200 (stream 1)");
    }
}
