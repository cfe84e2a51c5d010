using System.Text;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Ring;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>What was decrypted is shown as the protocol inside reads it.</summary>
public sealed class ConversationTests
{
    readonly FakeConversation _dissector = new();
    readonly TestEngine _engine;
    readonly PlaintextHistory _history;

    public ConversationTests()
    {
        var keys = new KeyRing();
        keys.Add("K", [1], [0x20]);
        keys.Publish();
        var secret = new FakeProtocol("secret", static (in FlowPrefix prefix) => prefix.Bytes[0] == Hidden("h")[0] ? Classification.Match() : Classification.NoMatch, evidence: Evidence.Magic, priority: 10)
        {
            Decryptors = new FakeDecryptor(),
        };
        var inner = new FakeProtocol("inner", static (in FlowPrefix prefix) => prefix.Bytes.StartsWith("hello"u8) ? Classification.Match() : Classification.NeedMoreData(5)) { Dissector = _dissector };
        _engine = new TestEngine(secret, inner);
        _history = new PlaintextHistory(_engine.Pipeline.Protocols, _engine.Faults);
        _engine.Pipeline.Keys = keys;
        _engine.Pipeline.PlaintextListener = _history;
        _engine.Pipeline.Ring = new PacketRing(100, 1 << 20);
        _engine.Tcp().Open().Send(0, Hidden("hel")).Send(3, Hidden("lo")).Answer(0, Hidden("answer"));
    }

    static string Hidden(string text) => Encoding.Latin1.GetString([.. Encoding.Latin1.GetBytes(text).Select(each => (byte)(each ^ 0x20))]);

    [Fact]
    public void A_conversation_is_shown_whole() => _history.Dissect(1).Select(node => node.Text).ShouldBe([">hel", ">lo", "<answer"]);

    [Fact]
    public void A_flow_of_which_nothing_was_decrypted_shows_nothing() => _history.Dissect(2).ShouldBeEmpty();

    [Fact]
    public void A_packet_shows_what_it_completed_behind_what_came_before()
    {
        var packets = new PacketHistory(_engine.Pipeline.Ring!, _engine.Pipeline.Protocols, _engine.Faults) { Plaintext = _history };
        string?[] lines = [.. Enumerable.Range(1, (int)packets.Last).Select(number => packets.Summarize(number))];
        lines.ShouldContain("» |hel");
        lines.ShouldContain("» hel|lo");
        lines.ShouldContain("» |answer");
        packets.Dissect(Array.IndexOf(lines, "» hel|lo") + 1)!.Nodes.ShouldContain(node => node.Text == "hel|lo");
    }

    [Fact]
    public void A_dissector_that_fails_is_reported_and_said_to()
    {
        _dissector.Throws = true;
        _history.Dissect(1)[^1].Text.ShouldBe("The dissector failed: InvalidOperationException.");
        _engine.Faults.Reports.ShouldNotBeEmpty();
    }
}
