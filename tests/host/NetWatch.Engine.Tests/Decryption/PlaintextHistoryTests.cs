using System.Collections.Immutable;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>What the screen gets to see of plaintext, and how much of it is kept.</summary>
public sealed class PlaintextHistoryTests
{
    readonly PlaintextHistory _history = new();
    readonly TestEngine _engine;

    public PlaintextHistoryTests()
    {
        var secret = new FakeProtocol("secret", static (in FlowPrefix prefix) => prefix.Bytes[0] >= 0x80 ? Classification.Match() : Classification.NoMatch)
        {
            Decryptors = new Factory(),
        };
        _engine = new TestEngine(secret);
        var ring = new KeyRing();
        ring.Add("K", [1], [0x80]);
        ring.Publish();
        _engine.Pipeline.Keys = ring;
        _engine.Pipeline.PlaintextListener = _history;
    }

    static string Hidden(string text) => string.Concat(text.Select(static c => (char)(c | 0x80)));

    static string Text(PlaintextPiece piece) => System.Text.Encoding.ASCII.GetString(piece.Bytes.Span);

    [Fact]
    public void Pieces_stand_in_the_order_in_which_they_came_with_gaps_between()
    {
        _engine.Tcp().Open().Send(0, Hidden("ask")).Answer(0, Hidden("answer")).Send(5, Hidden("more"));
        _engine.Complete();
        ImmutableArray<PlaintextPiece> pieces = _history.Read(1);
        pieces.Select(Text).ShouldBe(["ask", "answer", "", "more"]);
        pieces[1].Direction.ShouldBe(FlowDirection.FromResponder);
        pieces[2].MissingBytes.ShouldBe(2);
    }

    [Fact]
    public void A_flow_without_plaintext_has_no_pieces() => _history.Read(99).ShouldBeEmpty();

    [Fact]
    public void The_beginning_of_a_flow_is_kept_and_no_more()
    {
        TcpTalk talk = _engine.Tcp().Open();
        for (int at = 0; at < 400_000; at += 1000) talk.Send(at, new string((char)('x' | 0x80), 1000));
        _history.Read(1).Sum(piece => piece.Bytes.Length).ShouldBe(256 << 10);
    }

    // A byte in a record of its own takes a hundred times its share of memory, and a flow takes some before it has any.
    [Fact]
    public void Flows_of_a_byte_each_are_bounded_too()
    {
        var history = new PlaintextHistory { MaxBytes = 20_000 };
        _engine.Pipeline.PlaintextListener = history;
        for (ushort port = 1; port <= 300; port++) _engine.Tcp(clientPort: port).Open().Send(0, Hidden("x"));
        Enumerable.Range(1, 300).Count(flow => !history.Read(flow).IsEmpty).ShouldBeInRange(10, 20_000 / 384);
        history.Evicted.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Newer_flows_push_out_older_ones()
    {
        string filling = new((char)('x' | 0x80), 1000);
        for (ushort port = 1; port <= 300; port++)
        {
            TcpTalk talk = _engine.Tcp(clientPort: port).Open();
            for (int at = 0; at < 256 << 10; at += 1000) talk.Send(at, filling);
        }

        _history.Read(1).ShouldBeEmpty();
        _history.Read(300).ShouldNotBeEmpty();
    }

    sealed class Factory : IDecryptorFactory
    {
        public IDecryptor Create() => new FakeDecryptor();
    }
}
