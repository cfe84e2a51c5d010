using System.Text;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>What is decrypted is looked into like any stream.</summary>
public sealed class DecryptionStageTests
{
    const byte Key = 0x20;
    readonly KeyRing _ring = new();

    static FakeProtocol Secret(IDecryptorFactory decryptor)
    {
        var protocol = new FakeProtocol("secret", static (in FlowPrefix prefix) => prefix.Bytes[0] == Hidden("h")[0] ? Classification.Match() : Classification.NoMatch,
            evidence: Evidence.Magic, priority: 10)
        {
            Decryptors = decryptor,
        };
        protocol.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Done;
        return protocol;
    }

    static string Hidden(string text) => Encoding.Latin1.GetString([.. Encoding.Latin1.GetBytes(text).Select(each => (byte)(each ^ Key))]);

    TestEngine Engine(params FakeProtocol[] protocols)
    {
        var engine = new TestEngine(protocols);
        engine.Pipeline.Keys = _ring;
        return engine;
    }

    void AddKey()
    {
        _ring.Add("K", [1], [Key]);
        _ring.Publish();
    }

    [Fact]
    public void The_protocol_inside_is_identified_and_analysed_though_the_outer_analyzer_is_done()
    {
        AddKey();
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        TestEngine engine = Engine(Secret(new FakeDecryptor()), inner);
        engine.Tcp().Open().Send(0, Hidden("hel")).Send(3, Hidden("lo")).Answer(0, Hidden("answer"));
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        (flow.App, flow.InnerApp).ShouldBe(("secret", "inner"));
        flow.Apps.ShouldBe(["secret", "inner"]);
        flow.Decryption.ShouldNotBeNull().HasPlaintext.ShouldBeTrue();
        inner.Log.ShouldBe(["start Tcp", ">hello", "<answer", "end"]);
        engine.Listener.Settled.ShouldHaveSingleItem("told once for each flow");
    }

    [Fact]
    public void Keys_that_come_late_give_what_was_kept()
    {
        _ring.Activate();
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        TestEngine engine = Engine(Secret(new FakeDecryptor()), inner);
        engine.Tcp().Open().Send(0, Hidden("hello"));
        inner.Log.ShouldBeEmpty();
        AddKey();
        engine.Pipeline.Tick(engine.After(1).Now);
        inner.Log.ShouldBe(["start Tcp", ">hello"]);
        engine.Complete().ShouldHaveSingleItem().InnerApp.ShouldBe("inner");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(60, true)]
    public void A_closed_connection_is_kept_for_its_key_as_long_as_that_is_wanted(int seconds, bool isRead)
    {
        _ring.Activate();
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        var engine = new TestEngine(new EngineOptions { AwaitingKeyTimeout = TimeSpan.FromSeconds(seconds) }, Secret(new FakeDecryptor()), inner);
        engine.Pipeline.Keys = _ring;
        engine.Tcp().Open().Send(0, Hidden("hello")).Close();
        for (int second = 0; second < 30; second++) engine.Pipeline.Tick(engine.After(1).Now);
        engine.Ended.Count.ShouldBe(isRead ? 0 : 1);
        AddKey();
        for (int second = 0; second < 40; second++) engine.Pipeline.Tick(engine.After(1).Now);
        FlowRecord flow = engine.Ended.ShouldHaveSingleItem();
        (flow.InnerApp, flow.EndReason).ShouldBe((isRead ? "inner" : null, FlowEndReason.Closed));
        (engine.Pipeline.DecryptionCounts!.Read, engine.Pipeline.DecryptionCounts.Waiting, engine.Pipeline.DecryptionCounts.Unread).ShouldBe(isRead ? (1, 0, 0) : (0, 0, 1));
    }

    [Fact]
    public void A_closed_connection_whose_key_does_not_come_ends_all_the_same()
    {
        _ring.Activate();
        var engine = new TestEngine(new EngineOptions { AwaitingKeyTimeout = TimeSpan.FromSeconds(20) }, Secret(new FakeDecryptor()));
        engine.Pipeline.Keys = _ring;
        engine.Tcp().Open().Send(0, Hidden("hello")).Close();
        for (int second = 0; second < 30; second++) engine.Pipeline.Tick(engine.After(1).Now);
        engine.Ended.ShouldHaveSingleItem().Decryption.ShouldNotBeNull().State.ShouldBe(DecryptionState.AwaitingKey);
    }

    [Fact]
    public void Without_a_source_of_keys_the_newest_connections_are_kept_ready_and_no_more()
    {
        _ring.ReadyConnections = 8;
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        TestEngine engine = Engine(Secret(new FreshDecryptors()), inner);
        for (ushort i = 0; i < 12; i++)
        {
            engine.Tcp(clientPort: (ushort)(40_000 + i)).Open().Send(0, Hidden("hello"));
            engine.Pipeline.Tick(engine.After(1).Now);
        }

        engine.Pipeline.DecryptionCounts!.Waiting.ShouldBeInRange(7, 8);
        AddKey();
        engine.Pipeline.Tick(engine.After(1).Now);
        FlowRecord[] flows = [.. engine.Complete()];
        flows.Count(static flow => flow.InnerApp == "inner").ShouldBeInRange(7, 8);
        flows.OrderBy(static flow => flow.Tuple.SourcePort).Last().InnerApp.ShouldBe("inner");
        flows.OrderBy(static flow => flow.Tuple.SourcePort).First().Decryption.ShouldNotBeNull().Sentence.ShouldStartWith("No key log was named");
    }

    [Fact]
    public void Without_any_source_of_keys_no_decryptor_is_made()
    {
        var decryptor = new FakeDecryptor();
        TestEngine engine = Engine(Secret(decryptor));
        engine.Tcp().Open().Send(0, Hidden("hello"));
        engine.Complete().ShouldHaveSingleItem().Decryption.ShouldBeNull();
        decryptor.Log.ShouldBeEmpty();
    }

    [Fact]
    public void A_flow_without_its_key_says_so()
    {
        _ring.Activate();
        TestEngine engine = Engine(Secret(new FakeDecryptor()));
        engine.Tcp().Open().Send(0, Hidden("hello"));
        engine.Complete().ShouldHaveSingleItem().Decryption.ShouldBe(new DecryptionStatus(DecryptionState.AwaitingKey, "No key."));
    }

    [Fact]
    public void A_decryptor_that_throws_is_reported_and_the_flow_goes_on_without()
    {
        AddKey();
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        TestEngine engine = Engine(Secret(new FakeDecryptor()), inner);
        engine.Tcp().Open().Send(0, Hidden("hello")).Send(5, "!").Send(6, Hidden("more"));
        engine.Complete(expectFaults: true).ShouldHaveSingleItem().InnerApp.ShouldBe("inner");
        engine.Faults.Reports.ShouldHaveSingleItem();
        inner.Log.ShouldBe(["start Tcp", ">hello", "end"]);
    }

    [Fact]
    public void A_decryptor_that_is_done_costs_nothing_more()
    {
        AddKey();
        var decryptor = new FakeDecryptor();
        TestEngine engine = Engine(Secret(decryptor), FakeProtocol.Any("inner"));
        engine.Tcp().Open().Send(0, Hidden("h.")).Send(2, Hidden("more"));
        decryptor.Log.ShouldBe(["start 0", "end"]);
        engine.Pipeline.Counters.Violations.ShouldBe(0);
        engine.Complete();
    }

    [Fact]
    public void What_both_ends_agreed_on_is_asked_first()
    {
        AddKey();
        var other = new FakeProtocol("other", static (in FlowPrefix _) => Classification.Match(), evidence: Evidence.Magic);
        var named = new FakeProtocol("named", static (in FlowPrefix prefix) => prefix.Alpn == "n1" ? Classification.Match() : Classification.NoMatch,
            evidence: Evidence.Weak, ports: [1], alpn: ["n*"]);
        TestEngine engine = Engine(Secret(new FakeDecryptor(alpn: "n1")), other, named);
        engine.Tcp().Open().Send(0, Hidden("hello"));
        engine.Complete().ShouldHaveSingleItem().InnerApp.ShouldBe("named");
    }

    [Fact]
    public void Encrypted_layers_lie_one_in_the_other()
    {
        AddKey();
        // Both layers use the same key: what is encrypted twice is readable at the first look.
        FakeProtocol proxy = FakeProtocol.StartingWith("proxy", "h:");
        proxy.React = static (in StreamChunk chunk, IFactSink _) => AnalysisVerdict.Upgrade(2);
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hi");
        TestEngine engine = Engine(Secret(new LayeredDecryptors()), proxy, inner);
        engine.Tcp().Open().Send(0, Hidden("h:") + Hidden(Hidden("hi")));
        engine.Complete().ShouldHaveSingleItem().Apps.ShouldBe(["secret", "proxy", "secret", "inner"]);
    }

    [Fact]
    public void Many_streams_go_to_the_protocol_that_the_name_stands_for()
    {
        AddKey();
        var http3 = new FakeProtocol("streams", static (in FlowPrefix _) => Classification.NoMatch, Transports.Quic, alpn: ["s"]);
        TestEngine engine = Engine(Secret(new FakeDecryptor(hasManyStreams: true, alpn: "s")), http3);
        engine.Udp(Hidden("hello"));
        engine.Complete().ShouldHaveSingleItem().Apps.ShouldBe(["secret", "streams"]);
    }

    [Fact]
    public void Gaps_in_the_ciphertext_are_told_inside()
    {
        AddKey();
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        TestEngine engine = Engine(Secret(new FakeDecryptor()), inner);
        engine.Tcp().Open().Send(0, Hidden("hello")).Send(8, Hidden("more"));
        engine.Complete();
        inner.Log.ShouldBe(["start Tcp", ">hello", ">gap 3", ">more", "end"]);
    }

    sealed class LayeredDecryptors : IDecryptorFactory
    {
        public IDecryptor Create() => new FakeDecryptor();
    }

    // One for each flow.
    sealed class FreshDecryptors : IDecryptorFactory
    {
        public IDecryptor Create() => new FakeDecryptor();
    }
}
