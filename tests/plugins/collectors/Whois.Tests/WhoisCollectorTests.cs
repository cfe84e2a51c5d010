using System.Text;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Whois.Tests;

/// <summary>Against servers of loopback that say what the test wants.</summary>
public sealed class WhoisCollectorTests
{
    const string Nobody = "http://127.0.0.1:9/";
    static readonly NetAddress Public = NetAddress.FromIPv4(0x5DB8D822);

    static WhoisSnapshot Ask(CollectorTestContext context, NetAddress? address = null)
    {
        var reports = new CollectedReports();
        new WhoisCollector(context).Run(new CollectionRequest { Address = address ?? Public }, reports, default);
        return (WhoisSnapshot)reports.All[^1];
    }

    static CollectorTestContext Context(string rdap = Nobody, string server = "127.0.0.1:9") =>
        new CollectorTestContext { MayReachOut = true }.Set("whois", "rdap", rdap).Set("whois", "server", server);

    static string Text(WhoisSnapshot report) => string.Join('\n', report.Lines.Select(line => $"{line.Name}: {line.Text}"));

    [Fact]
    public void Without_egress_nothing_is_sent_and_the_report_says_how_to_allow_it()
    {
        using var server = new TcpAnswer(_ => "never");
        WhoisSnapshot report = Ask(new CollectorTestContext().Set("whois", "rdap", $"http://{server.EndPoint}/").Set("whois", "server", server.EndPoint));
        report.State.ShouldBe(ReportState.Failed);
        Text(report).ShouldContain("network.egress");
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10.1.2.3"), InlineData("192.168.0.1"), InlineData("127.0.0.1"), InlineData("100.64.0.1"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("2001:db8::1")]
    public void An_address_that_is_registered_to_nobody_is_never_asked_for(string text)
    {
        NetAddress.TryParse(text, out NetAddress address).ShouldBeTrue();
        WhoisSnapshot report = Ask(Context(), address);
        report.State.ShouldBe(ReportState.Done);
        Text(report).ShouldContain("registered to nobody");
    }

    [Fact]
    public void Rdap_is_asked_first_and_its_object_shown_as_lines()
    {
        const string Object = """
            { "startAddress": "93.184.216.0", "endAddress": "93.184.216.255", "name": "SAMPLE-NET", "country": "DE",
              "events": [{ "eventAction": "registration", "eventDate": "2020-01-01T00:00:00Z" }],
              "entities": [{ "roles": ["abuse"], "vcardArray": ["vcard", [["fn", {}, "text", "Sample Abuse"], ["email", {}, "text", "abuse@sample.test"]]] }] }
            """;
        using var server = new TcpAnswer(_ => $"HTTP/1.1 200 OK\r\nContent-Type: application/rdap+json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Object)}\r\nConnection: close\r\n\r\n{Object}");
        WhoisSnapshot report = Ask(Context($"http://{server.EndPoint}/"));
        report.State.ShouldBe(ReportState.Done);
        Text(report).ShouldContain("network: 93.184.216.0 – 93.184.216.255");
        Text(report).ShouldContain("abuse: abuse@sample.test");
        server.Requests.Single().ShouldContain("GET /ip/93.184.216.34 ");
    }

    [Fact]
    public void A_redirection_to_another_host_without_https_is_not_followed()
    {
        using var elsewhere = new TcpAnswer(_ => "never");
        using var server = new TcpAnswer(_ => $"HTTP/1.1 302 Found\r\nLocation: http://localhost:{elsewhere.Port}/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Ask(Context($"http://{server.EndPoint}/")).State.ShouldBe(ReportState.Failed);
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Where_rdap_fails_whois_follows_the_referral()
    {
        using var registry = new TcpAnswer(_ => "% terms of use\r\nOrgName:  Sample Networks\r\nCountry:  DE\r\n");
        using var root = new TcpAnswer(_ => $"refer:        {registry.EndPoint}\r\n");
        WhoisSnapshot report = Ask(Context(server: root.EndPoint));
        report.State.ShouldBe(ReportState.Done);
        report.Source.ShouldBe(registry.EndPoint);
        Text(report).ShouldContain("OrgName: Sample Networks");
        Text(report).ShouldNotContain("terms of use");
        registry.Requests.Single().ShouldBe("93.184.216.34\r\n");
    }

    [Fact]
    public void Servers_that_refer_to_each_other_are_asked_three_times_at_most()
    {
        TcpAnswer? a = null, b = null;
        using (a = new TcpAnswer(_ => $"refer: {b!.EndPoint}\r\n"))
        using (b = new TcpAnswer(_ => $"refer: {a.EndPoint}\r\n"))
        {
            Ask(Context(server: a.EndPoint));
            (a.Requests.Count + b.Requests.Count).ShouldBe(3);
        }
    }

    [Fact]
    public void An_endless_answer_is_cut_and_its_lines_counted()
    {
        using var server = new TcpAnswer(_ => string.Concat(Enumerable.Repeat("line: of many\r\n", 100_000)));
        WhoisSnapshot report = Ask(Context(server: server.EndPoint));
        report.Lines.Length.ShouldBeLessThanOrEqualTo(201);
    }

    [Theory]
    [InlineData("[]"), InlineData("{}"), InlineData("{\"entities\":[1,{\"vcardArray\":[[[]],7],\"roles\":[{}]}],\"events\":{}}"), InlineData("{\"name\":{\"a\":1}}"), InlineData("nonsense")]
    public void An_odd_object_is_no_fault(string json)
    {
        using var server = new TcpAnswer(_ => $"HTTP/1.1 200 OK\r\nContent-Length: {json.Length}\r\nConnection: close\r\n\r\n{json}");
        Ask(Context($"http://{server.EndPoint}/")).State.ShouldNotBe(ReportState.Running);
    }

    [Fact]
    public void When_nobody_answers_both_reasons_are_told()
    {
        WhoisSnapshot report = Ask(Context());
        report.State.ShouldBe(ReportState.Failed);
        Text(report).ShouldContain("RDAP gave no answer");
        Text(report).ShouldContain("WHOIS gave none either");
    }
}
