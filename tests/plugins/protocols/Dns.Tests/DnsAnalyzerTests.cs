using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class DnsAnalyzerTests
{
    [Fact]
    public void A_query_and_its_response_are_one_exchange()
    {
        DnsExchange exchange = OverUdp(Client(AddressQuery), Server(AddressResponse) with { Delay = TimeSpan.FromMilliseconds(12) })
            .ShouldHaveSingleItem();

        exchange.Id.ShouldBe((ushort)0x1234);
        exchange.Questions.ShouldBe([new DnsQuestion("www.example.org", 1, 1)]);
        exchange.Answers.ShouldBe([new DnsRecord("www.example.org", 1, 1, 300, "192.0.2.1")]);
        (exchange.HasQuery, exchange.HasResponse, exchange.ResponseCode).ShouldBe((true, true, 0));
        (exchange.EdnsVersion, exchange.EdnsPayloadSize, exchange.DnssecOk).ShouldBe((0, 1232, true));
        exchange.Additionals.ShouldBeEmpty();
        exchange.Latency.ShouldBe(TimeSpan.FromMilliseconds(12));
    }

    [Fact]
    public void A_query_without_a_response_is_published_at_the_end()
    {
        DnsExchange exchange = OverUdp(Client(AddressQuery)).ShouldHaveSingleItem();
        (exchange.HasQuery, exchange.HasResponse, exchange.Latency).ShouldBe((true, false, null));
    }

    [Fact]
    public void A_response_without_a_query_is_published_too()
    {
        DnsExchange exchange = OverUdp(Server(AddressResponse)).ShouldHaveSingleItem();
        (exchange.HasQuery, exchange.HasResponse, exchange.Questions[0].Name).ShouldBe((false, true, "www.example.org"));
    }

    [Fact]
    public void A_query_sent_again_is_the_same_exchange_timed_from_the_first()
    {
        DnsExchange exchange = OverUdp(
            Client(AddressQuery), Client(AddressQuery) with { Delay = TimeSpan.FromSeconds(5) }, Server(AddressResponse)).ShouldHaveSingleItem();

        exchange.Latency.ShouldBe(TimeSpan.FromMilliseconds(5001));
    }

    [Fact]
    public void An_id_used_for_another_question_ends_the_first_exchange()
    {
        DnsExchange[] exchanges = OverUdp(
            Client(DnsMessageBuilder.Query().Question("first.example").Bytes()),
            Client(DnsMessageBuilder.Query().Question("second.example").Bytes()),
            Server(DnsMessageBuilder.Response().Question("second.example").Bytes()));

        exchanges.Select(e => (e.Questions[0].Name, e.HasResponse)).ShouldBe([("first.example", false), ("second.example", true)]);
    }

    [Fact]
    public void An_answer_to_another_question_is_not_the_answer()
    {
        DnsExchange[] exchanges = OverUdp(
            Client(AddressQuery), Server(DnsMessageBuilder.Response().Question("evil.example").Answer(ToFirstName, 1, [6, 6, 6, 6]).Bytes()), Server(AddressResponse));

        exchanges.Select(e => (e.HasQuery, e.Questions[0].Name)).ShouldBe([(false, "evil.example"), (true, "www.example.org")]);
    }

    [Fact]
    public void Letters_count_alike_in_both_cases() =>
        OverUdp(Client(DnsMessageBuilder.Query().Question("wWw.eXample.ORG").Bytes()), Server(AddressResponse))
            .ShouldHaveSingleItem().Questions[0].Name.ShouldBe("wWw.eXample.ORG");

    [Fact]
    public void Queries_at_the_same_time_find_their_answers_in_any_order()
    {
        DnsExchange[] exchanges = OverUdp(
            Client(DnsMessageBuilder.Query(1).Question("a.example").Bytes()),
            Client(DnsMessageBuilder.Query(2).Question("a.example", 28).Bytes()),
            Server(DnsMessageBuilder.Response(2).Question("a.example", 28).Bytes()),
            Server(DnsMessageBuilder.Response(1, 0x8183).Question("a.example").Bytes()));

        exchanges.Select(e => (e.Id, e.ResponseCode, e.HasQuery)).ShouldBe([((ushort)2, 0, true), ((ushort)1, 3, true)]);
    }

    [Fact]
    public void More_queries_than_are_kept_lose_none()
    {
        FlowTurn[] turns = [.. Enumerable.Range(0, 200).Select(i => Client(DnsMessageBuilder.Query((ushort)i).Question($"h{i}.example").Bytes()))];

        OverUdp(turns).Select(e => e.Questions[0].Name).ShouldBe(Enumerable.Range(0, 200).Select(i => $"h{i}.example"));
    }

    [Fact]
    public void The_upper_bits_of_the_response_code_come_from_EDNS() =>
        OverUdp(Client(AddressQuery), Server(DnsMessageBuilder.Response(flags: 0x8187).Question("www.example.org").Edns(extendedCode: 1).Bytes()))
            .ShouldHaveSingleItem().ResponseCode.ShouldBe(23);

    [Fact]
    public void An_update_keeps_the_records_of_the_request()
    {
        byte[] update = DnsMessageBuilder.Query(9, 0x2800).Question("example.org", 6).Authority(DnsMessageBuilder.Name("new.example.org"), 1, [10, 0, 0, 1]).Bytes();
        DnsExchange exchange = OverUdp(Client(update), Server(DnsMessageBuilder.Response(9, 0xA800).Question("example.org", 6).Bytes())).ShouldHaveSingleItem();

        exchange.OpCode.ShouldBe(5);
        exchange.Authorities.ShouldHaveSingleItem().Data.ShouldBe("10.0.0.1");
    }

    [Fact]
    public void All_sections_are_read()
    {
        DnsExchange exchange = OverUdp(Server(DnsMessageBuilder.Response().Question("example.org", 15)
            .Answer(ToFirstName, 15, [0, 10, .. DnsMessageBuilder.Name("mx.example.org")])
            .Authority(ToFirstName, 2, DnsMessageBuilder.Name("ns.example.org"))
            .Additional(DnsMessageBuilder.Name("mx.example.org"), 28, [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).Bytes())).ShouldHaveSingleItem();

        exchange.Answers[0].Data.ShouldBe("10 mx.example.org");
        exchange.Authorities[0].Data.ShouldBe("ns.example.org");
        exchange.Additionals[0].ShouldBe(new DnsRecord("mx.example.org", 28, 1, 300, "2001:db8::1"));
    }

    [Fact]
    public void A_message_cut_by_the_capture_keeps_what_is_there()
    {
        byte[] whole = DnsMessageBuilder.Response().Question("example.org").Answer(ToFirstName, 1, [10, 0, 0, 1]).Answer(ToFirstName, 1, [10, 0, 0, 2]).Bytes();
        DnsExchange exchange = OverUdp(Server(whole[..^3]) with { IsTruncated = true }).ShouldHaveSingleItem();

        exchange.Answers.ShouldHaveSingleItem().Data.ShouldBe("10.0.0.1");
    }

    [Fact]
    public void In_multicast_every_message_stands_alone_and_the_top_bit_of_a_class_is_a_flag()
    {
        FlowSample sample = FlowSample.Udp(
            "mdns", 5353,
            Client(DnsMessageBuilder.Query(0, 0).Question("_ipp._tcp.local", 12, 0x8001).Bytes()),
            Client(DnsMessageBuilder.Response(0, 0x8400).Answer(DnsMessageBuilder.Name("host.local"), 1, [10, 0, 0, 1], 120, 0x8001).Bytes()));
        DnsExchange[] exchanges = Exchanges(sample);

        exchanges.ShouldAllBe(e => e.IsMulticast);
        exchanges[0].Questions.ShouldBe([new DnsQuestion("_ipp._tcp.local", 12, 1)]);
        exchanges[1].Answers.ShouldBe([new DnsRecord("host.local", 1, 1, 120, "10.0.0.1")]);
    }

    [Fact]
    public void Queries_without_answers_leave_those_that_have_them_alone()
    {
        var turns = new List<FlowTurn>();
        for (ushort i = 0; i < 1000; i++)
        {
            turns.Add(Client(DnsMessageBuilder.Query(i).Question($"host{i}.test").Bytes()));
            if (i >= 40 && i % 3 == 0) turns.Add(Server(DnsMessageBuilder.Response((ushort)(i - i % 40)).Question($"host{i - i % 40}.test").Bytes()));
        }

        DnsExchange[] exchanges = OverUdp([.. turns]);
        exchanges.Where(e => e.HasQuery).Select(e => e.Questions[0].Name).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 1000).Select(i => $"host{i}.test").Order(StringComparer.Ordinal));
        exchanges.ShouldAllBe(e => e.Questions[0].Name == $"host{e.Id}.test");
        exchanges.Count(e => e.HasQuery && e.HasResponse).ShouldBe(24);
    }

    [Fact]
    public void Queries_that_wait_take_no_more_than_64_KiB_the_oldest_goes_first()
    {
        static byte[] Update(ushort id) => DnsMessageBuilder.Query(id, flags: 0x2800).Question("zone.test", 6)
            .Authority(ToFirstName, 16, [.. Enumerable.Repeat((byte[])[255, .. new byte[255]], 120).SelectMany(text => text)]).Framed();
        static byte[] Done(ushort id) => DnsMessageBuilder.Response(id, flags: 0xA800).Question("zone.test", 6).Framed();

        DnsExchange[] exchanges = OverTcp(Client(Update(1)), Client(Update(2)), Client(Update(3)), Server(Done(3)), Server(Done(2)), Server(Done(1)));
        exchanges.Select(e => (e.Id, e.HasQuery, e.HasResponse)).ShouldBe([(1, true, false), (3, true, true), (2, true, true), (1, false, true)]);
        exchanges[1].Authorities.ShouldHaveSingleItem().Data.ShouldEndWith("…");
    }

    [Fact]
    public void Edns_is_read_where_it_has_no_place_too()
    {
        DnsExchange exchange = OverUdp(Server(DnsMessageBuilder.Response().Question("a.test").Answer([0], 41, [1, 2], 0x0100_8000, 1232).Bytes())).ShouldHaveSingleItem();
        (exchange.EdnsVersion, exchange.EdnsPayloadSize, exchange.DnssecOk, exchange.ResponseCode).ShouldBe((0, 1232, true, 16));
        exchange.Answers.ShouldBeEmpty();
    }
}
