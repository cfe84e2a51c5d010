using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Protocols.Facts;

/// <summary>The names of the fields are those of EVE, since exports and filters carry them.</summary>
public sealed class FactTests
{
    [Fact]
    public void A_client_hello_names_its_fields_as_eve_does() => Text(new TlsClientHello
    {
        Sni = "a.test", Ja4 = "t13d", Ja3 = "abc", Alpn = ["h2", "http/1.1"], Version = 0x0304, HasEch = true, OffersResumption = true,
    }).ShouldBe("tls/client_hello sni=a.test ja4=t13d ja3.hash=abc client_alpns[0]=h2 client_alpns[1]=http/1.1 "
        + "client_version=TLS 1.3 ech=true resumption_offered=true");

    [Fact]
    public void A_dns_exchange_names_its_fields_as_eve_does() => Text(new DnsExchange
    {
        Id = 5, HasQuery = true, Questions = [new("a.test", 1, 1), new("b.test", 28, 1)], Answers = [new("a.test", 1, 1, 300, "192.0.2.1")],
        ResponseCode = 0, Flags = 0x8400, EdnsVersion = 0, EdnsPayloadSize = 1232, DnssecOk = true, Latency = TimeSpan.FromMilliseconds(1.2346),
    }).ShouldBe("dns/exchange id=5 type=response queries[0].rrname=a.test queries[0].rrtype=A queries[1].rrname=b.test queries[1].rrtype=AAAA "
        + "rcode=NOERROR aa=true answers[0].rrname=a.test answers[0].rrtype=A answers[0].ttl=300 answers[0].rdata=192.0.2.1 "
        + "edns.version=0 edns.udp_size=1232 edns.do=true latency_ms=1.235");

    [Fact]
    public void An_http_exchange_leaves_out_what_was_not_seen()
    {
        Text(new HttpExchange { Method = "GET", Host = "a.test", Target = "/", Version = "HTTP/1.1" })
            .ShouldBe("http/exchange hostname=a.test url=/ http_method=GET protocol=HTTP/1.1 request_length=0");
        Text(new HttpExchange { Status = 200, Version = "HTTP/1.1", ResponseBodyBytes = 9 })
            .ShouldBe("http/exchange protocol=HTTP/1.1 status=200 length=9");
    }

    [Fact]
    public void An_http_exchange_of_bytes_says_the_same_as_one_of_strings()
    {
        var request = new PackedTextsBuilder();
        request.Set(HttpTextPlace.Target, "/ü"u8);
        request.Set(HttpTextPlace.Host, "a.test"u8);
        var response = new PackedTextsBuilder();
        response.Set(HttpTextPlace.Server, "s"u8);
        var packed = new HttpExchange { Method = "GET", Status = 200, RequestTexts = request.Pack(), ResponseTexts = response.Pack() };
        var made = new HttpExchange { Method = "GET", Status = 200, Target = "/ü", Host = "a.test", Server = "s" };

        Text(packed).ShouldBe(Text(made));
        (packed.Target, packed.Host, packed.UserAgent, packed.Server, packed.Location).ShouldBe(("/ü", "a.test", null, "s", null));
        (packed.Summary, packed.ServerName).ShouldBe((made.Summary, made.ServerName));
        Text(packed).ShouldBe(Text(made), "strings that were asked for change nothing");
        Text(new HttpRequest { Method = "GET", Texts = packed.RequestTexts }).ShouldBe(@"http/request hostname=a.test url=/\u{FC} http_method=GET");
    }

    [Fact]
    public void An_open_fact_writes_each_value_by_its_kind() => Text(new OpenFact("acme", "state",
        [new("n", 1L), new("i", 2), new("f", 1.5), new("b", true), new("l", (string[])["x", "y"]), new("t", "\u0001é"), new("nan", double.NaN)]))
        .ShouldBe(@"acme/state n=1 i=2 f=1.5 b=true l[0]=x l[1]=y t=\u{1}\u{E9}");

    static string Text(Fact fact) => FactText.Of(fact).TrimEnd('\n').Replace('\n', ' ');
}
