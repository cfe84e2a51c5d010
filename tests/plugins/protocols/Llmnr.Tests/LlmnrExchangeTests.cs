using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Llmnr.Tests.Llmnr;

namespace NetWatch.Plugins.Llmnr.Tests;

public sealed class LlmnrExchangeTests
{
    [Fact]
    public void A_query_to_the_group_is_told_at_once_since_its_answer_comes_in_another_flow()
    {
        DnsExchange[] exchanges = Exchanges(ToGroup);

        exchanges.Length.ShouldBe(2);
        exchanges.ShouldAllBe(exchange => exchange.Protocol == "llmnr" && exchange.ServerName == "printer" && !exchange.HasResponse);
    }

    [Fact]
    public void The_answer_in_a_flow_of_its_own_tells_question_and_record()
    {
        DnsExchange exchange = Exchanges(Answer).ShouldHaveSingleItem();

        exchange.Questions.ShouldBe([new DnsQuestion("printer", 1, 1)]);
        exchange.Answers.ShouldBe([new DnsRecord("printer", 1, 1, 30, "192.0.2.7")]);
        exchange.Summary.ShouldBe("LLMNR A printer → 192.0.2.7");
    }

    [Fact]
    public void By_unicast_query_and_answer_are_one_exchange_with_a_latency()
    {
        DnsExchange exchange = Exchanges(ByUnicast).ShouldHaveSingleItem();
        (exchange.HasQuery, exchange.HasResponse, exchange.Latency).ShouldBe((true, true, TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void Over_TCP_the_same() => Exchanges(OverTcp).ShouldHaveSingleItem().Questions.ShouldBe([new DnsQuestion("printer", 28, 1)]);

    [Fact]
    public void The_conflict_bit_is_no_authoritative_answer()
    {
        byte[] response = DnsMessageBuilder.Response(1, 0x8400).Question("printer").Answer(DnsMessageBuilder.Pointer(12), 1, [192, 0, 2, 8]).Bytes();
        string text = FactText.Of(Exchanges(FlowSample.Udp("conflict", Port, FlowTurn.FromResponder(response))));

        text.ShouldContain("conflict=true\n");
        text.ShouldNotContain("aa=");
    }

    [Fact]
    public void The_tree_names_the_protocol_and_its_bits()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new LlmnrDissector(), DnsMessageBuilder.Query(1, 0x0500).Question("printer").Bytes(), Port);

        lines[0].ShouldBe("LLMNR query [0+25]");
        lines.ShouldContain("    Conflict [2+1]");
        lines.ShouldContain("    Tentative [2+1]");
        lines.ShouldContain("    printer A IN [12+13]");
        new LlmnrDissector().Summarize(TreeText.Datagram(Query, Port)).ShouldBe("LLMNR A printer");
    }
}
