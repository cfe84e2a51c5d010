using NetWatch.Sdk.Testing.Memory;
using static NetWatch.Engine.Tests.Filters.FilterSamples;

namespace NetWatch.Engine.Tests.Filters;

public sealed class FilterLanguageTests
{
    [Theory]
    [InlineData("10.1.2", "tls proxied unknown")]
    [InlineData("TLS", "tls proxied")]
    [InlineData("example", "tls")]
    [InlineData("\"b.te\"", "")]
    [InlineData("a.test", "dns")]
    [InlineData("2001:db8::53", "dns")]
    [InlineData("10.0.0.0/8", "tls proxied unknown")]
    public void A_bare_word_is_looked_for_in_addresses_protocols_and_server_names(string expression, string expected) =>
        Passing(expression).ShouldBe(expected);

    [Theory]
    [InlineData("ip:10.9.9.9", "proxied unknown")]
    [InlineData("ip:10.0.0.0/8", "tls proxied unknown")]
    [InlineData("src:192.0.2.0/24", "")]
    [InlineData("dst:192.0.2.0/24", "tls")]
    [InlineData("dst:192.0.2.80/32", "tls")]
    [InlineData("ip:0.0.0.0/0", "tls proxied unknown")]
    [InlineData("ip:::/0", "dns")]
    [InlineData("ip:2001:db8::/32", "dns")]
    [InlineData("ip:2001:db8::52/127", "dns")]
    [InlineData("ip:2001:db8::50/127", "")]
    [InlineData("ip in {192.0.2.80 2001:db8::53}", "tls dns")]
    [InlineData("ip != 10.0.0.0/8", "dns")]
    public void Addresses_match_addresses_and_prefixes(string expression, string expected) => Passing(expression).ShouldBe(expected);

    [Theory]
    [InlineData("port:443", "tls")]
    [InlineData("port:40000-40001", "tls proxied")]
    [InlineData("port:{53 443}", "tls dns")]
    [InlineData("port in {53, 440-450}", "tls dns")]
    [InlineData("sport:443", "")]
    [InlineData("dport:443", "tls")]
    [InlineData("dport != 443", "dns proxied unknown")]
    [InlineData("dport < 1000", "tls dns")]
    [InlineData("bytes > 1M", "tls")]
    [InlineData("bytes <= 1100000", "tls dns proxied unknown")]
    [InlineData("bytes:1.1M", "tls")]
    [InlineData("packets >= 30", "tls")]
    [InlineData("duration == 90", "tls dns proxied unknown")]
    [InlineData("rtt > 12 and rtt < 13", "tls")]
    [InlineData("rtt != 5", "tls")]
    [InlineData("retransmissions > 0", "tls")]
    [InlineData("vlan:42", "tls")]
    [InlineData("len > 0", "")]
    public void Numbers_match_values_ranges_sets_and_orders(string expression, string expected) => Passing(expression).ShouldBe(expected);

    [Theory]
    [InlineData("proto:tcp", "tls proxied")]
    [InlineData("proto:17", "dns unknown")]
    [InlineData("proto:{icmp udp}", "dns unknown")]
    [InlineData("app:TLS", "tls proxied")]
    [InlineData("app:none", "unknown")]
    [InlineData("app != tls", "dns unknown")]
    [InlineData("app:htt", "")]
    [InlineData("state:established", "tls")]
    [InlineData("state in {reset syn-sent}", "proxied")]
    [InlineData("state != reset", "tls")]
    [InlineData("tunneled:true", "tls")]
    [InlineData("tunneled != yes", "dns proxied unknown")]
    [InlineData("guess:true", "dns")]
    public void Words_match_exactly_and_without_case(string expression, string expected) => Passing(expression).ShouldBe(expected);

    [Theory]
    [InlineData("name:EXAMPLE", "tls")]
    [InlineData("name == www.example.org", "tls")]
    [InlineData("name == example.org", "")]
    [InlineData("name != www.example.org", "dns proxied")]
    [InlineData("name ~ \"^[ab]\\.test$\"", "dns")]
    [InlineData("name contains shop", "proxied")]
    [InlineData("name in {a.test shop.test}", "dns proxied")]
    public void Names_are_text(string expression, string expected) => Passing(expression).ShouldBe(expected);

    [Theory]
    [InlineData("tls.sni == \"www.example.org\"", "tls")]
    [InlineData("tls.sni:example", "tls")]
    [InlineData("tls.client_alpns == h2", "tls")]
    [InlineData("tls.client_alpns != h2", "")]
    [InlineData("tls.ech:true", "tls")]
    [InlineData("tls.ech:false", "")]
    [InlineData("http.status >= 400", "proxied")]
    [InlineData("http.path == /a?b=c&d", "proxied")]
    [InlineData("HTTP.Path ~ ^/a", "proxied")]
    [InlineData("http.method:GET and http.host:shop", "proxied")]
    [InlineData("http.status:400-499", "proxied")]
    [InlineData("http.status in {200 404}", "proxied")]
    [InlineData("http.status == 40", "")]
    [InlineData("http.status ~ ^4", "proxied")]
    [InlineData("http.latency_ms < 2", "proxied")]
    [InlineData("http.url == /a?b=c&d", "proxied")]
    [InlineData("dns.queries.rrname ~ \"^b\\.\"", "dns")]
    [InlineData("dns.queries.rrtype == AAAA", "dns")]
    [InlineData("dns.queries.rrname != c.test", "dns")]
    [InlineData("dns.queries.rrname != b.test", "")]
    [InlineData("dns.answers.ttl > 299", "dns")]
    [InlineData("dns.edns.udp_size == 1232", "dns")]
    [InlineData("dns.udp_size == 1232", "")]
    [InlineData("dns.rrname == a.test", "")]
    [InlineData("acme-proto.temperature > 21", "proxied")]
    [InlineData("acme-proto.is_open == true", "proxied")]
    [InlineData("acme-proto.tags:y", "proxied")]
    [InlineData("acme-proto.unit < 10", "proxied")]
    [InlineData("quic.sni:example", "")]
    public void Fields_of_protocols_are_those_of_their_facts(string expression, string expected) => Passing(expression).ShouldBe(expected);

    [Theory]
    [InlineData("app:dns or app:tls and port:443", "tls dns")]
    [InlineData("(app:dns or app:tls) and port:443", "tls")]
    [InlineData("app:dns || app:tls && port:443", "tls dns")]
    [InlineData("not app:tls and not port:53", "unknown")]
    [InlineData("!app:tls&&!(port:53||port:9999)", "")]
    [InlineData("NOT app:tls", "dns unknown")]
    [InlineData("not not app:none", "unknown")]
    public void Not_binds_before_and_before_or(string expression, string expected) => Passing(expression).ShouldBe(expected);

    [Fact]
    public void A_packet_has_its_own_addresses_and_the_fields_of_its_flow()
    {
        Compile("src:192.0.2.80 and sport:443 and len == 1500 and app:tls").Matches(TlsPacket).ShouldBeTrue();
        Compile("tls.sni:example and bytes > 1M and rtt < 13 and vlan:42").Matches(TlsPacket).ShouldBeTrue();
        Compile("example").Matches(TlsPacket).ShouldBeTrue();
        Compile("src:10.0.0.0/8").Matches(TlsPacket).ShouldBeFalse();
    }

    [Fact]
    public void A_packet_whose_flow_is_gone_has_only_its_own_fields()
    {
        var packet = TlsPacket with { FlowNumber = 6 };
        Compile("app:tls and proto:tcp").Matches(packet).ShouldBeTrue();
        Compile("bytes >= 0").Matches(packet).ShouldBeFalse();
        Compile("tls.sni != x").Matches(packet).ShouldBeFalse();
    }

    [Fact]
    public void A_frame_without_ip_has_no_addresses()
    {
        Compile("proto:arp").Matches(Arp).ShouldBeTrue();
        Compile("proto:tcp or ip:::/0 or port >= 0 or \":\" or ip != 10.0.0.1").Matches(Arp).ShouldBeFalse();
    }

    [Fact]
    public void Matching_header_fields_allocates_nothing()
    {
        var filter = Compile("ip:10.0.0.0/8 and port:443 and app:tls and not 172.16 and bytes > 5 and tls.client_version == nope or state:closed");
        filter.Matches(Tls);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 1000; i++) filter.Matches(Tls);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }
}
