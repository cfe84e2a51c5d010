using NetWatch.Engine.Identification;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Identification;

/// <summary>Who is asked, when, and what becomes of the answer.</summary>
public class IdentificationTests
{
    static FakeProtocol Refusing(string id, Evidence evidence = Evidence.Structure, int priority = 0, ushort[]? ports = null,
        Transports transports = Transports.Tcp, List<string>? order = null) => new(id, (in FlowPrefix _) =>
        {
            order?.Add(id);
            return Classification.NoMatch;
        }, transports, evidence, priority, ports);

    static FakeProtocol Waiting(string id, int bytes, int maxBytes = 2048, Transports transports = Transports.Tcp) =>
        new(id, (in FlowPrefix prefix) => prefix.IsTruncated ? Classification.NoMatch : Classification.NeedMoreData(bytes), transports, maxBytes: maxBytes);

    [Fact]
    public void The_order_is_evidence_then_port_hint_then_priority_then_id()
    {
        var order = new List<string>();
        FakeProtocol[] protocols =
        [
            Refusing("zeta", Evidence.Structure, order: order),
            Refusing("alpha", Evidence.Structure, order: order),
            Refusing("urgent", Evidence.Structure, priority: 5, order: order),
            Refusing("hinted", Evidence.Structure, ports: [443], order: order),
            Refusing("magic", Evidence.Magic, order: order),
            Refusing("magic-hinted", Evidence.Magic, ports: [443], order: order),
            Refusing("weak", Evidence.Weak, ports: [443], order: order),
        ];
        new TestEngine(protocols).Tcp(443).Open().Send(0, "x");
        order.ShouldBe(["magic-hinted", "magic", "hinted", "urgent", "alpha", "zeta", "weak"]);
    }

    [Fact]
    public void Whom_the_user_prefers_is_asked_first_in_the_users_order()
    {
        var order = new List<string>();
        FakeProtocol[] protocols =
        [
            Refusing("magic", Evidence.Magic, ports: [443], order: order), Refusing("b", ports: [443], order: order), Refusing("a", order: order),
        ];
        new TestEngine(new ProtocolTable(protocols.Select(p => p.Build()), ["a", "b"])).Tcp(443).Open().Send(0, "x");
        order.ShouldBe(["a", "b", "magic"]);
    }

    [Fact]
    public void Weak_evidence_counts_on_its_own_ports_only()
    {
        FakeProtocol weak = new("weak", (in FlowPrefix _) => Classification.Match(), evidence: Evidence.Weak, ports: [5000]);
        var engine = new TestEngine(weak);
        engine.Tcp(443).Open().Send(0, "x");
        engine.Tcp(5000).Open().Send(0, "x");
        engine.Tcp(port: 81, clientPort: 5000).Open().Send(0, "x");
        engine.Complete().Select(flow => flow.App).ShouldBe([null, "weak", "weak"]);
    }

    [Fact]
    public void A_protocol_is_asked_on_its_transports_only()
    {
        FakeProtocol tcp = Refusing("tcp", transports: Transports.Tcp), udp = Refusing("udp", transports: Transports.Udp);
        var engine = new TestEngine(tcp, udp);
        engine.Tcp().Open().Send(0, "stream");
        engine.Udp("datagram");
        tcp.Classifier.Asked.ShouldBe(["stream"]);
        udp.Classifier.Asked.ShouldBe(["datagram"]);
    }

    [Fact]
    public void No_match_is_final()
    {
        FakeProtocol no = Refusing("no"), waits = Waiting("waits", 100);
        new TestEngine(no, waits).Tcp().Open().Send(0, "abc").Send(3, "def").Answer(0, "xyz");
        no.Classifier.Asked.ShouldBe(["abc"]);
    }

    [Fact]
    public void When_all_have_refused_the_flow_is_only_counted()
    {
        FakeProtocol no = Refusing("no");
        var engine = new TestEngine(no);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def").Send(3, "def");
        no.Classifier.Asked.ShouldBe(["abc"]);
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        flow.App.ShouldBeNull();
        flow.PacketsToServer.ShouldBe(5);
        flow.Retransmissions.ShouldBe(1);
    }

    [Fact]
    public void Who_needs_more_is_not_asked_again_before_that_much_is_there()
    {
        FakeProtocol waits = Waiting("waits", 6), other = Waiting("other", 100);
        new TestEngine(waits, other).Tcp().Open().Send(0, "abc").Send(3, "de").Send(5, "f");
        waits.Classifier.Asked.ShouldBe(["abc", "abcdef"]);
    }

    [Fact]
    public void Who_wants_more_than_its_maximum_or_nothing_more_is_out()
    {
        FakeProtocol greedy = Waiting("greedy", 101, maxBytes: 100), idle = Waiting("idle", 3), patient = Waiting("patient", 50);
        new TestEngine(greedy, idle, patient).Tcp().Open().Send(0, "abc").Send(3, new string('x', 200));
        greedy.Classifier.Asked.Count.ShouldBe(1);
        idle.Classifier.Asked.Count.ShouldBe(1);
        patient.Classifier.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public void A_match_over_several_segments_gets_all_bytes_from_the_first_on()
    {
        FakeProtocol hello = FakeProtocol.StartingWith("hello", "hello world");
        var engine = new TestEngine(hello);
        engine.Tcp().Open().Send(0, "he").Send(2, "llo wo").Send(8, "rld!").Send(12, " more");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("hello");
        hello.Log.ShouldBe(["start Tcp", ">hello world!", "> more", "end"]);
    }

    [Fact]
    public void Whoever_spoke_first_is_told_first()
    {
        FakeProtocol banner = new("banner", (in FlowPrefix prefix) =>
            prefix.FromInitiator.Length > 0 && prefix.FromResponder.Length > 0 ? Classification.Match() : Classification.NeedMoreData(50));
        var engine = new TestEngine(banner);
        engine.Tcp().Open().Answer(0, "220 hi").Send(0, "EHLO");
        engine.Complete();
        banner.Log.ShouldBe(["start Tcp", "<220 hi", ">EHLO", "end"]);
    }

    [Fact]
    public void At_a_gap_those_who_wait_must_decide_with_what_is_there()
    {
        FakeProtocol decides = new("decides", (in FlowPrefix prefix) => prefix.IsTruncated ? Classification.Match(80) : Classification.NeedMoreData(100));
        var engine = new TestEngine(decides);
        engine.Tcp().Open().Send(0, "abc").Send(6, "ghi").ServerAcks(9, times: 80).Send(9, "jkl");
        engine.Complete();
        decides.Classifier.Asked.ShouldBe(["abc", "cut abc"]);
        decides.Log.ShouldBe(["start Tcp", ">abc", ">gap 3", ">ghi", ">jkl", "end"]);
    }

    [Fact]
    public void What_was_lost_before_the_other_side_decided_is_told_as_a_gap()
    {
        FakeProtocol late = new("late", (in FlowPrefix prefix) =>
            prefix.FromResponder.Length > 0 ? Classification.Match() : Classification.NeedMoreData(prefix.Bytes.Length + 100));
        var engine = new TestEngine(late);
        engine.Tcp().Open().Send(0, "abcdef", snapLength: 54 + 4).Send(6, "ghi").Answer(0, "yes").Send(9, "jkl");
        engine.Complete();
        late.Log.ShouldBe(["start Tcp", ">abcd", ">gap 5", "<yes", ">jkl", "end"]);
    }

    [Fact]
    public void When_a_flow_ends_those_who_wait_must_decide()
    {
        FakeProtocol decides = new("decides", (in FlowPrefix prefix) => prefix.IsTruncated ? Classification.Match(80) : Classification.NeedMoreData(100));
        var engine = new TestEngine(decides);
        engine.Tcp().Open().Send(0, "abc");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("decides");
        decides.Log.ShouldBe(["start Tcp", ">abc", "end"]);
    }

    [Fact]
    public void Datagrams_are_shown_one_by_one_and_more_means_the_next()
    {
        FakeProtocol second = new("second", (in FlowPrefix prefix) => prefix.DatagramIndex == 1 ? Classification.Match() : Classification.NeedMoreData(1));
        var engine = new TestEngine(second);
        engine.Udp("one");
        engine.Udp("two");
        engine.Udp("three");
        engine.Udp("answer", fromResponder: true);
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("second");
        second.Classifier.Asked.ShouldBe(["one", "two"]);
        second.Log.ShouldBe(["start Udp", ">two", ">three", "<answer", "end"]);
    }

    [Fact]
    public void A_datagram_that_the_capture_cut_says_so()
    {
        FakeProtocol any = FakeProtocol.Any();
        var engine = new TestEngine(any);
        engine.Udp("abcdef", snapLength: 14 + 28 + 3);
        engine.Complete();
        any.Classifier.Asked.ShouldBe(["cut abc"]);
        any.Log.ShouldBe(["start Udp", ">abc…", "end"]);
    }

    [Fact]
    public void Datagrams_that_nobody_recognises_are_given_up_after_a_few()
    {
        FakeProtocol waits = Waiting("waits", 1, transports: Transports.Udp);
        var engine = new TestEngine(waits);
        for (int i = 0; i < 100; i++) engine.Udp("x");
        waits.Classifier.Asked.Count.ShouldBe(16);
        engine.Complete().ShouldHaveSingleItem().PacketsToServer.ShouldBe(100);
    }

    [Fact]
    public void A_classifier_that_throws_is_out_for_all_flows_and_the_others_go_on()
    {
        FakeProtocol bad = new("bad", (in FlowPrefix _) => throw new InvalidOperationException(), evidence: Evidence.Magic);
        FakeProtocol good = FakeProtocol.Any("good");
        var engine = new TestEngine(bad, good);
        for (ushort port = 1; port < 10; port++) engine.Tcp(clientPort: port).Open().Send(0, "x");
        engine.Complete(expectFaults: true).ShouldAllBe(flow => flow.App == "good");
        bad.Classifier.Asked.Count.ShouldBe(1);
        engine.Faults.Reports.ShouldHaveSingleItem().Extension.ShouldBe(bad.Classifier);
    }

    [Fact]
    public void A_classifier_that_was_out_of_use_before_the_first_packet_is_not_asked()
    {
        FakeProtocol bad = FakeProtocol.Any("bad");
        var engine = new TestEngine(bad);
        engine.Faults.TakeOut(bad.Classifier);
        engine.Faults.Generation = 0;
        engine.Tcp().Open().Send(0, "x");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBeNull();
    }

    [Fact]
    public void A_classifier_comes_back_when_it_is_reinstated()
    {
        bool isBroken = true;
        FakeProtocol once = new("once", (in FlowPrefix _) => isBroken ? throw new InvalidOperationException() : Classification.Match());
        var engine = new TestEngine(once);
        engine.Tcp(clientPort: 1).Open().Send(0, "x");
        isBroken = false;
        engine.Tcp(clientPort: 2).Open().Send(0, "x");
        engine.Faults.Reinstate(once.Classifier);
        engine.Tcp(clientPort: 3).Open().Send(0, "x");
        engine.Complete(expectFaults: true).Select(flow => flow.App).ShouldBe([null, null, "once"]);
    }

    [Fact]
    public void Undecided_flows_are_bounded_in_number_and_the_given_up_are_counted()
    {
        FakeProtocol waits = Waiting("waits", 100);
        var engine = new TestEngine(new EngineOptions { MaxUndecidedFlows = 5 }, waits);
        for (ushort port = 1; port <= 8; port++) engine.Tcp(clientPort: port).Open().Send(0, "x");
        engine.Counters.UndecidedGivenUp.ShouldBe(3);
        engine.Complete();
    }

    [Fact]
    public void A_port_is_only_a_guess()
    {
        FakeProtocol dns = Refusing("dns", ports: [53], transports: Transports.Udp), web = Refusing("web", ports: [53, 80], transports: Transports.Tcp);
        var engine = new TestEngine(dns, web);
        engine.Udp("x", port: 53);
        engine.Tcp(port: 80).Open();
        engine.Tcp(port: 9).Open();
        FlowRecord[] flows = engine.Complete();
        flows.Select(flow => (flow.App, flow.IsGuess)).ShouldBe([("dns", true), ("web", true), (null, false)]);
    }
}
