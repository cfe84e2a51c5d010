using System.Text;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>A connection that goes on between other ends is known by the mark that it announced.</summary>
public class MovedFlowTests
{
    const ushort Port = 4433;
    const ushort Before = 40_000;
    const ushort After = 40_001;

    // "id 12345678" says that datagrams to the server with 12345678 behind their first byte are those of the connection.
    static FakeProtocol Roaming(FakeDecryptor? decryptor = null, bool hasAnalyzer = true) =>
        new("roam", (in FlowPrefix prefix) => prefix.Bytes.StartsWith("id "u8) ? Classification.Match() : Classification.NoMatch)
        {
            Decryptors = decryptor,
            HasAnalyzer = hasAnalyzer,
            React = (in StreamChunk chunk, IFactSink facts) =>
            {
                if (!chunk.Bytes.StartsWith("id "u8)) return AnalysisVerdict.Continue;
                facts.Publish(new OpenFact("roam", "hello", [], serverName: "example.org"));
                facts.Publish(new OpenFact("roam", "exchange", [], isTransaction: true));
                facts.ExpectMove(new FlowMark { Bytes = chunk.Bytes[3..], Offset = 1, Direction = FlowDirection.FromInitiator, FirstByteMask = 0x80 });
                return AnalysisVerdict.Done;
            },
        };

    [Fact]
    public void It_has_the_label_and_the_properties_of_the_flow_before()
    {
        var engine = new TestEngine(Roaming());
        engine.Udp("id 12345678", Port, Before);
        engine.Udp("?12345678 and more", Port, After);
        FlowRecord[] flows = engine.Complete();
        FlowRecord moved = Of(flows, After);
        (moved.App, moved.IsGuess).ShouldBe(("roam", false));
        moved.Facts.Select(fact => fact.Kind).ShouldBe(["hello", "migration"]);
        moved.Facts[1].Summary.ShouldContain($"migrated_from={Of(flows, Before).Id}");
    }

    [Fact]
    public void It_may_move_again_and_the_server_may_speak_first()
    {
        var engine = new TestEngine(Roaming());
        engine.Udp("id 12345678", Port, Before);
        engine.Udp("?12345678", Port, After);
        engine.Udp("?12345678", 4434, After, fromResponder: true);
        engine.Complete().ShouldAllBe(flow => flow.App == "roam");
    }

    [Theory]
    [InlineData("?1234567", "too short")]
    [InlineData("?12345679", "another id")]
    [InlineData("12345678", "in another place")]
    [InlineData("\u008012345678", "the wrong form")]
    public void What_has_no_mark_is_asked_about_like_any_flow(string datagram, string why)
    {
        FakeProtocol protocol = Roaming();
        var engine = new TestEngine(protocol);
        engine.Udp("id 12345678", Port, Before);
        engine.Udp(datagram, Port, After);
        Of(engine.Complete(), After).App.ShouldBeNull(why);
    }

    [Fact]
    public void A_mark_alone_is_not_enough_one_end_has_to_stay()
    {
        var engine = new TestEngine(Roaming());
        engine.Udp("id 12345678", Port, Before);
        engine.Udp("?12345678", 53, After);
        Of(engine.Complete(), After).App.ShouldBeNull();
    }

    [Fact]
    public void A_mark_of_a_flow_that_is_over_is_none()
    {
        var engine = new TestEngine(Roaming());
        engine.Udp("id 12345678", Port, Before);
        engine.After(500).Udp("?12345678", Port, After);
        Of(engine.Complete(), After).App.ShouldBeNull();
    }

    [Fact]
    public void The_oldest_mark_goes_first()
    {
        var engine = new TestEngine(new EngineOptions { MaxFlowMarks = 2 }, Roaming());
        for (int i = 0; i < 3; i++) engine.Udp($"id 1234567{i}", Port, (ushort)(Before + 10 + i));
        for (int i = 0; i < 3; i++) engine.Udp($"?1234567{i}", Port, (ushort)(Before + 20 + i));
        FlowRecord[] flows = engine.Complete();
        Enumerable.Range(0, 3).Select(i => Of(flows, (ushort)(Before + 20 + i)).App).ShouldBe([null, "roam", "roam"]);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("123456789012345678901")]
    public void Marks_beyond_their_limits_are_ignored(string id)
    {
        var engine = new TestEngine(Roaming());
        engine.Udp($"id {id}", Port, Before);
        engine.Udp($"?{id}", Port, After);
        Of(engine.Complete(), After).App.ShouldBeNull();
    }

    [Fact]
    public void Its_datagrams_are_decrypted_with_those_of_the_flow_before_which_stays_alive_for_it()
    {
        var decryptor = new FakeDecryptor(hasManyStreams: true);
        var plaintext = new StringBuilder();
        var engine = new TestEngine(Roaming(decryptor));
        var keys = new KeyRing();
        var log = new KeyLogReader(keys);
        log.Read("K 01 20\n"u8);
        engine.Pipeline.Keys = keys;
        engine.Pipeline.PlaintextListener = new Collector(plaintext);
        engine.Udp("id 12345678", Port, Before);
        engine.Udp("?12345678AB", Port, After);
        engine.Udp("CD", Port, After, fromResponder: true);
        for (int i = 0; i < 5; i++) engine.After(100).Udp("EF", Port, After);

        // The key turns a letter into the other case.
        plaintext.ToString().ShouldEndWith("ab<cd>ef>ef>ef>ef>ef");
        engine.Complete().Length.ShouldBe(2);
        decryptor.Log.ShouldBe(["start 0", "end"]);
    }

    [Fact]
    public void When_the_decryption_of_the_flow_before_ends_it_is_only_counted()
    {
        var engine = new TestEngine(Roaming(new FakeDecryptor(hasManyStreams: true)));
        var keys = new KeyRing();
        new KeyLogReader(keys).Read("K 01 20\n"u8);
        engine.Pipeline.Keys = keys;
        engine.Udp("id 12345678", Port, Before);
        engine.Udp("?12345678", Port, After);
        // 0x0E is the full stop, the last byte that this decryptor wants.
        engine.Udp("\u000e", Port, Before);
        engine.Udp("more", Port, After);
        engine.Udp("and more", Port, After);
        FlowRecord moved = Of(engine.Complete(), After);
        (moved.App, moved.PacketsToServer).ShouldBe(("roam", 3));
    }

    static FlowRecord Of(FlowRecord[] flows, ushort clientPort) => flows.Single(flow => flow.Tuple.SourcePort == clientPort);

    sealed class Collector(StringBuilder text) : IPlaintextListener
    {
        public void OnData(DecryptedLayer layer, in StreamChunk chunk) =>
            text.Append(text.Length == 0 ? "" : chunk.Direction == FlowDirection.FromInitiator ? ">" : "<").Append(Encoding.Latin1.GetString(chunk.Bytes));

        public void OnGap(DecryptedLayer layer, long streamId, FlowDirection direction, long missingBytes)
        {
            // There are none.
        }

        public void OnEnd(DecryptedLayer layer)
        {
            // The text is all that counts.
        }
    }
}
