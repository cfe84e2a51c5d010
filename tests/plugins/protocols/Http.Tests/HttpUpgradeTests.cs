using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpUpgradeTests
{
    [Fact]
    public void A_tunnel_hands_what_follows_to_the_other_classifiers()
    {
        FlowAnalysis analysis = Run(
            Client("CONNECT inner.example:80 HTTP/1.1\r\n\r\n"),
            Server("HTTP/1.1 200 Connection established\r\n\r\n"),
            Client("GET /inside HTTP/1.1\r\nHost: inner.example\r\n\r\n"),
            Server(Ok));

        (analysis.App, analysis.InnerApp).ShouldBe(("http", "http"));
        Exchanges(analysis).Select(e => (e.Method, e.Upgrade, e.Status)).ShouldBe([("CONNECT", "connect", 200), ("GET", null, 200)]);
    }

    [Fact]
    public void The_bytes_behind_the_head_of_the_answer_belong_to_the_tunnel()
    {
        string answer = "HTTP/1.1 200 OK\r\n\r\n";
        AnalysisVerdict verdict = Feed(Client("CONNECT h:22 HTTP/1.1\r\n\r\n"), Server(answer + "SSH-2.0-unit\r\n"));

        verdict.IsUpgrade.ShouldBeTrue();
        verdict.BytesUsed.ShouldBe(answer.Length);
    }

    [Fact]
    public void A_tunnel_that_is_refused_goes_on_as_http()
    {
        HttpExchange[] exchanges = Exchanges(
            Client("CONNECT h:443 HTTP/1.1\r\n\r\n"),
            Server("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno"),
            Client("CONNECT h:443 HTTP/1.1\r\nProxy-Authorization: x\r\n\r\n"),
            Server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));

        exchanges.Select(e => (e.Status, e.Upgrade)).ShouldBe([(407, null), (403, null)]);
    }

    [Fact]
    public void A_websocket_is_noted_and_handed_on_by_its_name()
    {
        FlowTurn[] turns =
        [
            Client("GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
            Server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\r\n\u0081\u0005hello"),
        ];

        Exchange(turns).Upgrade.ShouldBe("websocket");
        AnalysisVerdict verdict = Feed(turns);
        (verdict.IsUpgrade, verdict.Protocol, verdict.BytesUsed).ShouldBe((true, "websocket", 56));
    }

    [Fact]
    public void An_upgrade_to_http_2_is_handed_on()
    {
        FlowTurn[] turns =
        [
            Client("GET / HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"),
            Server("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
        ];

        Exchange(turns).Upgrade.ShouldBe("h2c");
        Feed(turns).IsUpgrade.ShouldBeTrue();
    }

    static AnalysisVerdict Feed(params FlowTurn[] turns)
    {
        IFlowAnalyzer analyzer = new HttpAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(Flow(turns).Tuple, false, default));
        AnalysisVerdict verdict = default;
        foreach (FlowTurn turn in turns)
            verdict = analyzer.OnData(new StreamChunk { Direction = turn.Direction, Bytes = turn.Bytes.Span, Time = new Timestamp(1) }, facts);
        return verdict;
    }
}
