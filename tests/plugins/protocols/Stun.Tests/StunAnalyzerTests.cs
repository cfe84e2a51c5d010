using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Stun.Tests.Stun;

namespace NetWatch.Plugins.Stun.Tests;

public sealed class StunAnalyzerTests
{
    [Fact]
    public void A_binding_tells_the_address_behind_the_cookie_not_the_plain_one() =>
        FactsOf(Binding).ShouldBe("stun/binding\nmethod=binding\nclass=success\ntransaction_id=18191a1b1c1d1e1f20212223\nsoftware=server 2\n"
            + "mapped_address=192.0.2.33:40000\nlatency_ms=1\n");

    [Fact]
    public void Classic_STUN_tells_mapped_and_changed_address()
    {
        string facts = FactsOf(Classic);
        facts.ShouldContain("classic=true\nmapped_address=192.0.2.33:40000\nother_address=192.0.2.2:3479\n");
    }

    [Fact]
    public void An_allocation_is_refused_first_and_tells_the_relay_then()
    {
        string facts = FactsOf(Turn);

        facts.ShouldContain("stun/allocate_error\nmethod=allocate\nclass=error\n");
        facts.ShouldContain("realm=example.org\nerror_code=401\nerror_reason=Unauthorized\nrequested_transport=udp\n");
        facts.ShouldContain("username=ann\nrealm=example.org\nmapped_address=192.0.2.33:40000\nrelayed_address=192.0.2.7:50001\nlifetime=600\nrequested_transport=udp\n");
        Facts(Turn)[1].Summary.ShouldBe("STUN allocate success, mapped 192.0.2.33:40000, relayed 192.0.2.7:50001, user ann");
    }

    [Fact]
    public void Messages_of_a_stream_are_found_behind_channel_data() =>
        Facts(OverTcp).Select(fact => fact.Kind).ShouldBe(["allocate", "binding"]);

    [Fact]
    public void A_check_of_ICE_tells_who_decides() =>
        FactsOf(Media).ShouldContain("username=left:right\nice_role=controlling\nice_priority=1845494271\nice_use_candidate=true\n");

    [Fact]
    public void ICE_over_TCP_is_read_behind_its_lengths() => Facts(IceOverTcp).ShouldHaveSingleItem().Kind.ShouldBe("binding");

    [Fact]
    public void An_address_of_IPv6_is_masked_by_cookie_and_transaction()
    {
        byte[] mask = [0x21, 0x12, 0xA4, 0x42, .. BindingSuccess[8..20]], address = [0x20, 1, 0x0D, 0xB8, .. new byte[11], 1];
        byte[] masked = [.. address.Select((value, i) => (byte)(value ^ mask[i]))];
        byte[] message = new StunMessageBuilder(0x0101).Add(0x0020, [0, 2, 0x9C ^ 0x21, 0x40 ^ 0x12, .. masked]).Bytes();

        FactsOf(FlowSample.Udp("IPv6", 3478, FlowTurn.FromResponder(message))).ShouldContain("mapped_address=[2001:db8::1]:40000\n");
    }

    [Fact]
    public void The_same_check_with_another_transaction_is_told_once()
    {
        FlowTurn[] turns = [.. Enumerable.Range(0, 20).SelectMany(i => (FlowTurn[])
        [
            FlowTurn.FromInitiator(new StunMessageBuilder(0x0001, (byte)i).Text(0x0006, "a:b").Add(0x8028, (byte)i, 2, 3, 4).Bytes()),
            FlowTurn.FromResponder(new StunMessageBuilder(0x0101, (byte)i).XorAddress(0x0020, 33, 40_000).Bytes()),
        ])];

        Facts(FlowSample.Udp("keep-alive", 50_000, turns)).ShouldHaveSingleItem().Kind.ShouldBe("binding");
    }

    [Fact]
    public void A_request_without_an_answer_is_told_at_the_end() =>
        FactsOf(FlowSample.Udp("request", 3478, FlowTurn.FromInitiator(BindingRequest), FlowTurn.FromInitiator(BindingRequest))).ShouldContain("class=request\n");

    [Fact]
    public void Checks_and_media_of_a_call_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new StunAnalyzerFactory().Create();
        var facts = new FactCollector();
        byte[] media = [0x80, 0x60, .. new byte[170]];
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 50_000), false, default));
        for (int i = 0; i < 100; i++) Feed(analyzer, media, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 5_000; i++) Feed(analyzer, media, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    static void Feed(IFlowAnalyzer analyzer, byte[] media, FactCollector facts)
    {
        Feed(analyzer, FlowDirection.FromInitiator, BindingRequest, facts);
        Feed(analyzer, FlowDirection.FromResponder, BindingSuccess, facts);
        Feed(analyzer, FlowDirection.FromInitiator, media, facts);
    }

    static void Feed(IFlowAnalyzer analyzer, FlowDirection direction, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = default }, facts);
}
