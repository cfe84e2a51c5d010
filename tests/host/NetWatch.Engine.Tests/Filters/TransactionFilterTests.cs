using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using static NetWatch.Engine.Tests.Filters.FilterSamples;

namespace NetWatch.Engine.Tests.Filters;

/// <summary>A connection carries many exchanges: each is filtered by its own values, and the flow passes with any of them.</summary>
public sealed class TransactionFilterTests
{
    static HttpExchange Get(string path, int status) => new() { Method = "GET", Host = path[1..] + ".test", Target = path, Status = status };

    static FlowRecord Flow(params HttpExchange[] exchanges) => Proxied with
    {
        Facts = [new TlsClientHello { Sni = "front.test" }, exchanges[0], new HttpRequest { Method = "GET", Target = "/pending" }],
        Transactions = exchanges[1..],
    };

    [Theory]
    [InlineData("http.path:/a", true)]
    [InlineData("http.path:/b", true)]
    [InlineData("http.path:/c", false)]
    [InlineData("http.path:/b and http.status == 404", true)]
    [InlineData("http.path:/a and http.status == 404", false)]
    [InlineData("http.path:/b and tls.sni:front", true)]
    [InlineData("not http.path:/a", true)]
    [InlineData("http.path != /a", true)]
    [InlineData("not (http.path:/a or http.path:/b)", false)]
    [InlineData("name:b.test", true)]
    [InlineData("b.test", true)]
    [InlineData("app:dns", false)]
    public void A_flow_passes_with_any_of_its_exchanges(string expression, bool passes) =>
        Compile(expression).Matches(Flow(Get("/a", 200), Get("/b", 404))).ShouldBe(passes);

    [Theory]
    [InlineData("http.path:/b", false, true)]
    [InlineData("http.path:/a", true, false)]
    [InlineData("not http.path:/a", false, true)]
    [InlineData("tls.sni:front", true, true)]
    [InlineData("http.path:/pending", false, false)]
    [InlineData("name:a.test", true, false)]
    [InlineData("app:http", true, true)]
    public void An_exchange_passes_with_its_own_values(string expression, bool first, bool second)
    {
        HttpExchange a = Get("/a", 200), b = Get("/b", 404);
        IFlowFilter filter = Compile(expression);
        (filter.Matches(Flow(a, b), a), filter.Matches(Flow(a, b), b)).ShouldBe((first, second));
    }

    [Fact]
    public void The_engine_keeps_the_newest_of_a_flow_and_of_all_flows()
    {
        // "n" in the stream is a transaction with that number.
        FakeProtocol protocol = FakeProtocol.Any("web");
        protocol.React = static (in StreamChunk chunk, IFactSink facts) =>
        {
            facts.Publish(new HttpExchange { Method = "GET", Target = "/" + System.Text.Encoding.ASCII.GetString(chunk.Bytes).Trim() });
            return AnalysisVerdict.Continue;
        };
        var engine = new TestEngine(new EngineOptions { MaxTransactions = 100 }, protocol);
        TcpTalk first = engine.Tcp(clientPort: 1).Open();
        for (int i = 0; i < 10; i++) first.Send(i * 4, $"{i,4}");
        TcpTalk second = engine.Tcp(clientPort: 2).Open();
        for (int i = 0; i < 70; i++) second.Send(i * 4, $"{i,4}");
        FlowRecord[] flows = engine.Complete();
        Targets(flows[0]).ShouldBe(Enumerable.Range(1, 9).Select(i => $"/{i}"));
        Targets(flows[1]).ShouldBe(Enumerable.Range(6, 64).Select(i => $"/{i}"));

        engine = new TestEngine(new EngineOptions { MaxTransactions = 20 }, protocol);
        first = engine.Tcp(clientPort: 1).Open();
        for (int i = 0; i < 10; i++) first.Send(i * 4, $"{i,4}");
        second = engine.Tcp(clientPort: 2).Open();
        for (int i = 0; i < 19; i++) second.Send(i * 4, $"{i,4}");
        first.Send(40, "  10");
        flows = engine.Complete();
        Targets(flows[0]).ShouldBe(["/10"], "its room was needed, and then it went on");
        Targets(flows[1]).Count().ShouldBe(18);
    }

    [Fact]
    public void Where_nobody_filters_nothing_is_kept()
    {
        FakeProtocol protocol = FakeProtocol.Any("web");
        protocol.React = static (in StreamChunk chunk, IFactSink facts) =>
        {
            facts.Publish(new HttpExchange { Method = "GET", Target = "/" });
            return AnalysisVerdict.Continue;
        };
        var engine = new TestEngine(protocol);
        engine.Tcp().Open().Send(0, "a").Send(1, "b");
        engine.Complete().Single().Transactions.ShouldBeEmpty();
    }

    static IEnumerable<string?> Targets(FlowRecord flow) => flow.Transactions.Cast<HttpExchange>().Select(exchange => exchange.Target);
}
