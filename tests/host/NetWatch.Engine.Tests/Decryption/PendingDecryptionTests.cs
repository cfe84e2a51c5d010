using System.Text;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>Where all secrets are known, a flow is decrypted once its hello says that there are some for it.</summary>
public sealed class PendingDecryptionTests
{
    readonly KeyRing _ring = new() { HasAllOfCapture = true };
    readonly HelloKeyed _decryptor = new();
    readonly FakeProtocol _protocol;

    public PendingDecryptionTests()
    {
        _ring.Add(KeyLogLabels.ClientTraffic, [.. Enumerable.Repeat((byte)'k', 32)], new byte[32]);
        _ring.Publish();
        _ring.Close();
        // A letter and a comma: the hello with the random of that letter. "done" ends the analysis.
        _protocol = new FakeProtocol("secret", static (in FlowPrefix _) => Classification.Match()) { Decryptors = _decryptor };
        _protocol.React = static (in StreamChunk chunk, IFactSink facts) =>
        {
            int hello = chunk.Bytes.IndexOf((byte)',');
            if (hello > 0) facts.Publish(new TlsClientHello { Random = Enumerable.Repeat(chunk.Bytes[hello - 1], 32).ToArray() });
            return chunk.Bytes.IndexOf("done"u8) >= 0 ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
        };
    }

    TestEngine Engine()
    {
        var engine = new TestEngine(_protocol);
        engine.Pipeline.Keys = _ring;
        return engine;
    }

    [Fact]
    public void No_decryptor_is_made_when_there_are_none()
    {
        TestEngine engine = Engine();
        engine.Tcp().Open().Send(0, "hello u,").Answer(0, "answer");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        flow.Decryption.ShouldBe(new DecryptionStatus(DecryptionState.NotDecrypted, "No key for this ClientHello."));
        _decryptor.Log.ShouldBeEmpty();
        engine.Pipeline.FlowsWithoutKeys.ShouldBe(1);
    }

    [Fact]
    public void What_came_before_the_hello_was_whole_is_handed_on_first()
    {
        TestEngine engine = Engine();
        engine.Tcp().Open().Send(0, "he").Answer(0, "early").Send(2, "llo k,").Answer(5, "done").Send(8, "more");
        engine.Complete().ShouldHaveSingleItem();
        _decryptor.Log.ShouldBe(["start", ">he@0", "<early@0", ">llo k,@2", "<done@5", ">more@8", "end"]);
    }

    [Fact]
    public void Without_a_hello_a_decryptor_says_why_when_the_flow_ends_or_has_sent_much()
    {
        TestEngine engine = Engine();
        engine.Tcp().Open().Send(0, "he");
        engine.Complete();
        _decryptor.Log.ShouldBe(["start", ">he@0", "end"]);
        _decryptor.Log.Clear();
        TcpTalk talk = (engine = Engine()).Tcp(clientPort: 50_000).Open();
        string much = new('x', 1000);
        for (int i = 0; i < 20; i++) talk.Send(i * 1000, much);
        engine.Complete();
        _decryptor.Log.Count.ShouldBe(22);
        _decryptor.Log[1].ShouldBe($">{much}@0");
    }

    [Fact]
    public void An_analyzer_that_rests_before_the_hello_does_not_lose_what_came()
    {
        Reaction react = _protocol.React;
        _protocol.React = (in StreamChunk chunk, IFactSink facts) =>
        {
            AnalysisVerdict verdict = react(chunk, facts);
            return verdict == AnalysisVerdict.Continue ? AnalysisVerdict.Rest : verdict;
        };
        TestEngine engine = Engine();
        engine.Udp("early");
        engine.Udp("hello k,");
        engine.Complete();
        _decryptor.Log.ShouldBe(["start", ">early@0", ">hello k,@5", "end"]);
    }

    [Fact]
    public void A_gap_is_told_of_in_its_place()
    {
        TestEngine engine = Engine();
        engine.Tcp().Open().Send(0, "he").Send(20, "later k,").ServerAcks(28);
        engine.After(5).Udp("x");
        engine.Complete();
        _decryptor.Log.ShouldBe(["start", ">he@0", "gap 18", ">later k,@20", "end", "start", ">x@0", "end"]);
    }

    [Fact]
    public void On_datagrams_a_hello_that_is_turned_down_is_followed_by_another()
    {
        TestEngine engine = Engine();
        engine.Udp("first u,");
        engine.Udp("no such version", fromResponder: true);
        engine.Udp("second k,");
        engine.Complete();
        _decryptor.Log.ShouldBe(["start", "<no such version@0", ">second k,@8", "end"]);
    }

    [Fact]
    public void When_the_analyzer_is_done_no_other_hello_will_come()
    {
        TestEngine engine = Engine();
        engine.Udp("first u,");
        engine.Udp("done", fromResponder: true);
        engine.Udp("second k,");
        engine.Complete();
        _decryptor.Log.ShouldBeEmpty();
    }

    [Fact]
    public void While_secrets_may_come_nobody_waits_for_the_hello()
    {
        _ring.HasAllOfCapture = false;
        TestEngine engine = Engine();
        engine.Tcp().Open().Send(0, "hello u,");
        engine.Complete();
        _decryptor.Log.ShouldBe(["start", ">hello u,@0", "end"]);
    }

    [Fact]
    public void The_first_flow_that_may_be_decrypted_has_the_secrets_further_on_read()
    {
        var ring = new KeyRing();
        ring.Close();
        int looks = 0;
        ring.ReadAhead = () =>
        {
            looks++;
            ring.Add(KeyLogLabels.ClientTraffic, [.. Enumerable.Repeat((byte)'k', 32)], new byte[32]);
            ring.Publish();
            ring.HasAllOfCapture = true;
        };
        var engine = new TestEngine(_protocol);
        engine.Pipeline.Keys = ring;
        engine.Tcp().Open();
        looks.ShouldBe(0);
        engine.Udp("hello k,");
        engine.Udp("hello k,", clientPort: 7);
        engine.Complete();
        looks.ShouldBe(1);
        _decryptor.Log.ShouldBe(["start", ">hello k,@0", "start", ">hello k,@0", "end", "end"]);
    }

    sealed class HelloKeyed : IHelloKeyedDecryptorFactory, IDecryptor
    {
        internal List<string> Log { get; } = [];

        public bool MayServe(TlsClientHello hello, IKeyRing keys) => !keys.IsHopeless(hello.Random.Span);

        public IDecryptor Create() => this;

        public void Start(in FlowStart start, IKeyRing keys) => Log.Add("start");

        public DecryptionVerdict OnData(in StreamChunk chunk, IPlaintextSink sink)
        {
            Log.Add($"{(chunk.Direction == FlowDirection.FromInitiator ? '>' : '<')}{Encoding.ASCII.GetString(chunk.Bytes)}@{chunk.Offset}");
            return DecryptionVerdict.Continue;
        }

        public DecryptionVerdict OnGap(FlowDirection direction, long missingBytes, IPlaintextSink sink)
        {
            Log.Add($"gap {missingBytes}");
            return DecryptionVerdict.Continue;
        }

        public DecryptionVerdict OnKeysChanged(IPlaintextSink sink) => DecryptionVerdict.Continue;

        public void OnEnd(IPlaintextSink sink) => Log.Add("end");
    }
}
