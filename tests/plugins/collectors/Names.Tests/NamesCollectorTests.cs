using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Names.Tests;

public sealed class NamesCollectorTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    static readonly NetAddress Server = Ip("192.0.2.80");

    readonly CollectorRun _run = new(new NamesCollector(new CollectorTestContext()));

    static NetAddress Ip(string text) => NetAddress.TryParse(text, out NetAddress address) ? address : throw new ArgumentException(text);

    static FlowEvent Event(Fact fact, string? inner = null) => new(new FlowRecord
    {
        Id = 1, Tuple = new FiveTuple(Transport.Tcp, Ip("192.0.2.1"), 40_000, Server, 443), Start = default, End = default, InnerApp = inner, Facts = [],
    }, fact, default);

    static FlowEvent Answer(string asked, params DnsRecord[] answers) => Event(new DnsExchange
    {
        Questions = [new(asked, 1, 1)], Answers = answers, ResponseCode = 0, HasQuery = true,
    });

    NamesSnapshot Learn(params FlowEvent[] events) => _run.Take<NamesSnapshot>(Second, events);

    [Fact]
    public void A_dns_answer_names_the_address_by_what_was_asked_for_and_not_by_its_alias()
    {
        NamesSnapshot names = Learn(Answer("www.sample.test", new("www.sample.test", 5, 1, 60, "edge.cdn.test"), new("edge.cdn.test", 1, 1, 60, "192.0.2.5"),
            new("edge.cdn.test", 28, 1, 60, "2001:db8::5")));
        names.Find(Ip("192.0.2.5")).ShouldBe("www.sample.test");
        names.Find(Ip("2001:db8::5")).ShouldBe("www.sample.test");
        names.Names[Ip("192.0.2.5")].Origin.ShouldBe(NameOrigin.DnsAnswer);
    }

    [Fact]
    public void A_better_origin_replaces_a_weaker_one_and_never_the_other_way_round()
    {
        var dns = Answer("a.test", new DnsRecord("a.test", 1, 1, 60, "192.0.2.80"));
        Learn(dns).Find(Server).ShouldBe("a.test");
        Learn(Event(new HttpExchange { Method = "GET", Host = "b.test", Target = "/" })).Find(Server).ShouldBe("b.test");
        Learn(Event(new TlsClientHello { Sni = "c.test" })).Find(Server).ShouldBe("c.test");
        _run.Collect(Second, dns).ShouldBeNull();
        Learn(Event(new TlsClientHello { Sni = "d.test" })).Find(Server).ShouldBe("d.test");
    }

    [Fact]
    public void What_goes_through_a_proxy_does_not_name_the_proxy()
    {
        _run.Collect(Second, Event(new HttpExchange { Method = "CONNECT", Host = "far.test", Target = "far.test:443" }),
            Event(new HttpExchange { Method = "GET", Host = "far.test", Target = "http://far.test/" }),
            Event(new TlsClientHello { Sni = "far.test" }, inner: "tls")).ShouldBeNull();
    }

    [Fact]
    public void A_pointer_seen_on_the_wire_names_the_address_in_its_question()
    {
        NamesSnapshot names = Learn(Answer("x", new DnsRecord("5.2.0.192.in-addr.arpa", 12, 1, 60, "host.test"),
            new DnsRecord("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", 12, 1, 60, "six.test"),
            new DnsRecord("300.2.0.192.in-addr.arpa", 12, 1, 60, "odd.test")));
        names.Find(Ip("192.0.2.5")).ShouldBe("host.test");
        names.Find(Ip("2001:db8::1")).ShouldBe("six.test");
        names.Names.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("192.0.2.80"), InlineData("[2001:db8::1]"), InlineData("")]
    public void A_host_that_is_an_address_says_nothing(string host) =>
        _run.Collect(Second, Event(new HttpExchange { Method = "GET", Host = host, Target = "/" })).ShouldBeNull();

    [Fact]
    public void A_query_without_a_response_names_nothing() =>
        _run.Collect(Second, Event(new DnsExchange { HasQuery = true, Questions = [new("a.test", 1, 1)] })).ShouldBeNull();

    [Fact]
    public void A_flood_of_answers_stays_within_bounds_and_the_newest_are_kept()
    {
        for (uint i = 0; i < 70_000; i += 100)
            _run.Collect(Second, [.. Enumerable.Range(0, 100).Select(j => Answer("n.test", new DnsRecord("n.test", 1, 1, 1, NetAddress.FromIPv4(0x0A000000 + i + (uint)j).ToString())))]);
        NamesSnapshot names = Learn(Answer("last.test", new DnsRecord("last.test", 1, 1, 1, "192.0.2.200")));
        names.Names.Count.ShouldBe(65_536);
        names.Find(Ip("10.0.0.1")).ShouldBeNull();
        names.Find(Ip("192.0.2.200")).ShouldBe("last.test");
    }

    [Fact]
    public void Names_longer_than_the_dns_has_are_refused() =>
        _run.Collect(Second, Event(new TlsClientHello { Sni = new string('a', 256) })).ShouldBeNull();
}
