using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.NetworkIntel.Tests;

public sealed class NetworkIntelCollectorTests
{
    static readonly TimeSpan Passed = TimeSpan.FromSeconds(1);

    readonly CollectorRun _run = new(new NetworkIntelCollector());

    static FlowEvent Event(string name, int code = 0, double milliseconds = 3, ushort type = 1, bool isMulticast = false, uint server = 0x0A000001, long second = 0) => new(
        new FlowRecord
        {
            Id = 1, Tuple = new FiveTuple(Transport.Udp, default, 1, NetAddress.FromIPv4(server), 53), Start = default, End = default, Facts = [],
        },
        new DnsExchange
        {
            HasQuery = true, Questions = [new(name, type, 1)], ResponseCode = code, IsMulticast = isMulticast,
            Latency = code < 0 ? null : TimeSpan.FromMilliseconds(milliseconds),
        }, new Timestamp(second * Timestamp.NanosecondsPerSecond));

    DnsActivitySnapshot Count(params FlowEvent[] events) => _run.Take<DnsActivitySnapshot>(Passed, events);

    [Fact]
    public void Queries_responses_codes_and_types_are_counted()
    {
        DnsActivitySnapshot dns = Count(Event("a.test"), Event("b.test", 3), Event("c.test", 2, type: 28), Event("d.test", -1));
        (dns.Queries, dns.Responses, dns.Unanswered).ShouldBe((4, 3, 1));
        dns.ByResponseCode.ShouldBe([(0, 1), (2, 1), (3, 1)]);
        dns.ByType.ShouldBe([((ushort)1, 3), ((ushort)28, 1)]);
    }

    [Fact]
    public void Latency_is_counted_by_the_bounds_of_the_contract()
    {
        DnsActivitySnapshot dns = Count(Event("a", milliseconds: 0.5), Event("a", milliseconds: 1), Event("a", milliseconds: 1.001), Event("a", milliseconds: 5_000), Event("a", -1));
        dns.LatencyBuckets.ShouldBe([2, 1, 0, 0, 0, 0, 0, 0, 1]);
        dns.LatencyBuckets.Length.ShouldBe(DnsActivitySnapshot.LatencyBounds.Length + 1);
    }

    [Theory]
    [InlineData("www.sample.test", "sample.test"), InlineData("a.b.c.sample.TEST.", "sample.test"), InlineData("shop.sample.co.uk", "sample.co.uk")]
    [InlineData("co.uk", "co.uk"), InlineData("localhost", "localhost"), InlineData("", ""), InlineData("1.0.0.127.in-addr.arpa", "in-addr.arpa")]
    public void Names_are_counted_under_their_domain(string name, string domain) =>
        Count(Event(name)).TopDomains.ShouldHaveSingleItem().Domain.ShouldBe(domain);

    [Fact]
    public void The_most_frequent_domains_stand_first_with_their_failures()
    {
        DnsActivitySnapshot dns = Count(Event("x.one.test"), Event("y.two.test", 3), Event("z.two.test"));
        dns.TopDomains.ShouldBe([new("two.test", 2, 1, 0), new("one.test", 1, 0, 0)]);
    }

    [Fact]
    public void A_frequent_domain_is_found_among_a_flood_of_rare_ones_in_bounded_memory()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            FlowEvent happened = i % 100 == 0 ? Event("tunnel.test") : Event($"{random.Next()}.{random.Next()}.test");
            _run.Collect(TimeSpan.Zero, happened);
        }

        DomainActivity top = Count(Event("x.test")).TopDomains.Single(each => each.Domain == "tunnel.test");
        top.Queries.ShouldBeGreaterThanOrEqualTo(200);
        (top.Queries - top.Error).ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public void Multicast_is_left_out() => Count(Event("a.test"), Event("b.local", isMulticast: true)).Queries.ShouldBe(1);

    [Fact]
    public void Each_server_has_its_failures_and_mean_latency()
    {
        DnsActivitySnapshot dns = Count(Event("a", milliseconds: 2), Event("a", milliseconds: 4), Event("a", -1), Event("a", 2, server: 7));
        dns.Servers[0].ShouldBe(new DnsServerActivity(NetAddress.FromIPv4(0x0A000001), 3, 1, TimeSpan.FromMilliseconds(3)));
        dns.Servers[1].Failures.ShouldBe(1);
    }

    [Fact]
    public void Queries_by_second_follow_packet_time_also_over_gaps_and_backwards()
    {
        DnsActivitySnapshot dns = Count(Event("a", second: 100), Event("a", second: 100), Event("a", second: 103), Event("a", second: 101), Event("a", second: 1));
        dns.QueriesBySecond.Length.ShouldBe(60);
        dns.QueriesBySecond.TakeLast(4).ShouldBe([2, 1, 0, 1]);
    }

    [Fact]
    public void Nothing_is_published_while_nothing_is_asked()
    {
        Count(Event("a"));
        _run.Collect(Passed).ShouldBeNull();
    }
}
