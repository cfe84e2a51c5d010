using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Snmp.Tests.Ber;
using static NetWatch.Plugins.Snmp.Tests.Snmp;

namespace NetWatch.Plugins.Snmp.Tests;

public sealed class SnmpAnalyzerTests
{
    [Fact]
    public void A_request_and_its_response_are_one_exchange_timed_from_the_first_sending()
    {
        FactsOf(Reading).ShouldBe("snmp/exchange\nversion=2\ncommunity=public\npdu_type=get_request\nrequest_id=77\nvars[0]=1.3.6.1.2.1.1.5.0\nvars[1]=1.3.6.1.2.1.1.3.0\n"
            + "values[0].oid=1.3.6.1.2.1.1.5.0\nvalues[0].type=OCTET STRING\nvalues[0].value=router\n"
            + "values[1].oid=1.3.6.1.2.1.1.3.0\nvalues[1].type=TimeTicks\nvalues[1].value=256\nlatency_ms=2\n");
        Facts(Reading).ShouldHaveSingleItem().Summary.ShouldBe("SNMPv2c get_request 1.3.6.1.2.1.1.5.0 (+1) → router");
    }

    [Fact]
    public void Messages_over_TCP_are_told_as_those_over_UDP()
    {
        string facts = FactsOf(OverTcp);
        facts.ShouldContain("request_id=77\nvars[0]=1.3.6.1.2.1.1.5.0\n");
        facts.ShouldContain("values[0].value=router\n");
        facts.ShouldContain("usm=watcher\npdu_type=encrypted\n");
        facts.ShouldContain("error=report\n");
        Facts(OverTcp).Count.ShouldBe(3);
    }

    [Fact]
    public void A_long_message_over_TCP_is_read_at_its_beginning_and_passed_over()
    {
        byte[] many = Community(1, Pdu(0xA2, 77, 0, 0, [.. Enumerable.Range(1, 2000).Select(i => Variable($"1.3.6.1.2.1.2.1.{i}", Integer(i)))]));

        Facts(FlowSample.Tcp("long", 161, FlowTurn.FromInitiator((byte[])[.. Get, .. EncryptedGet]), FlowTurn.FromResponder((byte[])[.. many, .. EncryptedResponse]))).Count.ShouldBe(2);
    }

    [Fact]
    public void An_error_is_named()
    {
        byte[] request = Community(0, Pdu(0xA0, 78, 0, 0, Variable(SystemName, Value(5))));
        FactsOf(FlowSample.Udp("error", 161, FlowTurn.FromInitiator(request), FlowTurn.FromResponder(Refusal))).ShouldContain("error=noSuchName\nerror_index=1\n");
    }

    [Fact]
    public void Traps_tell_what_happened_and_where()
    {
        string facts = FactsOf(Traps);
        facts.ShouldContain("snmp/trap\nversion=1\ncommunity=public\npdu_type=trap_v1\nvars[0]=1.3.6.1.2.1.1.1.0\ntrap_type=enterprise_specific\n"
            + "trap_oid=1.3.6.1.4.1.8072.3.2.10\ntrap_address=192.0.2.1\n");
        facts.ShouldContain("pdu_type=trap_v2\n");
        facts.ShouldContain("trap_oid=1.3.6.1.6.3.1.1.5.3\n");
    }

    [Fact]
    public void Version_3_tells_engine_user_and_level()
    {
        string facts = FactsOf(Secured);
        facts.ShouldContain("pdu_type=get_request\nrequest_id=0\nvars[0]=1.3.6.1.6.3.15.1.1.4.0\nerror=report\nerror_index=0\nengine_id=80001f01\nsecurity_level=noAuthNoPriv\n");
        facts.ShouldContain("usm=watcher\npdu_type=encrypted\nengine_id=80001f01\nsecurity_level=authPriv\nlatency_ms=1\n");
    }

    [Fact]
    public void A_bulk_request_is_answered_by_more_than_was_asked()
    {
        byte[] request = Community(1, Pdu(0xA5, 4, 0, 10, Variable("1.3.6.1.2.1.2", Value(5))));
        byte[] response = Community(1, Pdu(0xA2, 4, 0, 0, [.. Enumerable.Range(1, 50).Select(i => Variable($"1.3.6.1.2.1.2.1.{i}", Integer(i)))]));
        string facts = FactsOf(FlowSample.Udp("bulk", 161, FlowTurn.FromInitiator(request), FlowTurn.FromResponder(response)));

        facts.ShouldContain("pdu_type=get_bulk_request\n");
        facts.ShouldContain("values[31].value=32\n");
        facts.ShouldNotContain("values[32]");
    }

    [Fact]
    public void Values_have_the_form_of_their_type()
    {
        byte[][] values =
        [
            Value(2, 0xFF), Value(0x41, 0, 0xFF, 0xFF, 0xFF, 0xFF), Value(0x46, 1, 0, 0, 0, 0, 0, 0, 0), Value(0x40, 192, 0, 2, 1), Value(4, 0, 1, 0xFF), Value(0x80), Value(0x82),
            Object("1.3.6.1.4.1.4294967295"),
        ];
        byte[] response = Community(1, Pdu(0xA2, 4, 0, 0, [.. values.Select(value => Variable(SystemName, value))]));
        string[] shown = [.. FactsOf(FlowSample.Udp("values", 161, FlowTurn.FromResponder(response))).Split('\n').Where(line => line.Contains("].value="))
            .Select(line => line.Split('=')[1])];

        shown.ShouldBe(["-1", "4294967295", "72057594037927936", "192.0.2.1", "0x0001ff", "noSuchObject", "endOfMibView", "1.3.6.1.4.1.4294967295"]);
    }

    [Fact]
    public void A_number_of_an_identifier_that_is_too_long_ends_it()
    {
        byte[] name = Value(6, [0x2B, 6, .. Enumerable.Repeat((byte)0xFF, 40), 1]);
        byte[] request = Community(1, Pdu(0xA0, 4, 0, 0, Sequence(name, Value(5))));
        FactsOf(FlowSample.Udp("identifier", 161, FlowTurn.FromInitiator(request))).ShouldContain("vars[0]=1.3.6\\u{2026}\n");
    }

    [Fact]
    public void One_message_before_others_of_another_protocol_does_not_keep_the_label()
    {
        byte[] query = DnsMessageBuilder.Query().Question("www.example.org").Bytes();
        FlowSample probed = FlowSample.Udp("a probe of a name server", 53, FlowTurn.FromInitiator(Get), FlowTurn.FromInitiator(query), FlowTurn.FromResponder(query), FlowTurn.FromInitiator(query));
        FlowAnalysis analysis = AnalyzerHarness.For<SnmpClassifier>().Run(probed);

        analysis.Violation.ShouldBe("Datagrams are no SNMP messages.");
        analysis.App.ShouldBeNull();
    }

    [Fact]
    public void Requests_sent_again_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new SnmpAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 161), false, default));
        for (int i = 0; i < 100; i++) Feed(analyzer, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 10_000; i++) Feed(analyzer, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    static void Feed(IFlowAnalyzer analyzer, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = Get, Time = default }, facts);
}
