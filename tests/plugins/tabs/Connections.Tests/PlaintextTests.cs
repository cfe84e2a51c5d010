using System.Collections.Immutable;
using System.Text;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Connections.Tests;

/// <summary>The decrypted conversation of a flow, and why there is none.</summary>
public sealed class PlaintextTests : IPlaintextHistory
{
    readonly TestSnapshots _snapshots = new();
    readonly ConnectionsTab _tab;
    ImmutableArray<PlaintextPiece> _pieces = [];

    public PlaintextTests()
    {
        _snapshots.Set(SampleTraffic.Engine());
        _snapshots.Set(SampleTraffic.Flows());
        _tab = new ConnectionsTab(new TestPluginContext(_snapshots, new TestFilters()) { Plaintext = this });
    }

    ImmutableArray<DetailNode> _messages = [];

    ImmutableArray<PlaintextPiece> IPlaintextHistory.Read(long flowNumber) => _pieces;

    ImmutableArray<DetailNode> IPlaintextHistory.Dissect(long flowNumber) => _messages;

    string Draw()
    {
        var grid = new TestSurface(100, 40);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    string Press(char letter)
    {
        _tab.OnKey(new KeyPress(Key.Character, letter)).ShouldBeTrue();
        return Draw();
    }

    static PlaintextPiece Piece(FlowDirection direction, string text, long missing = 0) => new(0, direction, default, Encoding.Latin1.GetBytes(text), missing);

    [Fact]
    public void Both_sides_stand_in_the_order_in_which_they_spoke()
    {
        _pieces =
        [
            Piece(FlowDirection.FromInitiator, "GET /one HTTP/1.1\r\n\r\n"),
            Piece(FlowDirection.FromResponder, "HTTP/1.1 200 OK\r\n"),
            Piece(FlowDirection.FromResponder, "", missing: 12),
            Piece(FlowDirection.FromInitiator, "\u001b[2J"),
        ];
        Draw();
        string screen = Press('v');
        int client = screen.IndexOf("↑ client", StringComparison.Ordinal), server = screen.IndexOf("↓ server", StringComparison.Ordinal);
        client.ShouldBeInRange(1, server);
        screen.ShouldContain("GET /one HTTP/1.1");
        screen.ShouldContain("[12 bytes are missing]");
        screen.ShouldContain("·[2J", Case.Sensitive, "no control character of the wire reaches the terminal");
    }

    [Fact]
    public void It_turns_into_hex_and_back()
    {
        _pieces = [Piece(FlowDirection.FromInitiator, "GET /")];
        Draw();
        Press('v');
        Press('x').ShouldContain("000000  47 45 54 20 2f");
        Press('x').ShouldContain("GET /");
    }

    [Fact]
    public void Where_the_protocol_inside_is_known_its_messages_stand_first_then_text_then_hex()
    {
        _pieces = [Piece(FlowDirection.FromInitiator, "raw bytes")];
        _messages = [new(0, "GET a.test/ → 200", -1, 0), new(1, "Response", -1, 0), new(2, "Body: 5 bytes", -1, 0), new(3, new string('w', 150), -1, 0)];
        Draw();
        string screen = Press('v');
        screen.ShouldContain("Plaintext, messages");
        screen.ShouldContain("GET a.test/ → 200");
        screen.ShouldContain("    Body: 5 bytes");
        screen.Count(character => character == 'w').ShouldBeGreaterThanOrEqualTo(150, "long lines go on in the next");
        Press('x').ShouldContain("raw bytes");
        Press('x').ShouldContain("000000  72 61 77");
        Press('x').ShouldContain("Plaintext, messages");
    }

    [Fact]
    public void Where_nothing_was_decrypted_it_says_why()
    {
        Draw();
        Press('v').ShouldContain("no key log was given");
        Press('v').ShouldNotContain("no key log was given");
    }
}
