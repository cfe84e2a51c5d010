using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Http.Tests;

/// <summary>Shorthand of the tests: flows of text, and their exchanges.</summary>
static class Http
{
    internal const string Get = "GET /a?b=c HTTP/1.1\r\nHost: example.org:8080\r\nUser-Agent: test/1.0\r\nReferer: http://example.org/\r\n\r\n";

    internal const string Ok = "HTTP/1.1 200 OK\r\nServer: unit\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello";

    internal static FlowTurn Client(string text) => FlowTurn.FromInitiator(text);

    internal static FlowTurn Server(string text) => FlowTurn.FromResponder(text);

    internal static FlowSample Flow(params FlowTurn[] turns) => FlowSample.Tcp("http", 80, turns);

    internal static FlowAnalysis Run(params FlowTurn[] turns) => AnalyzerHarness.For<HttpClassifier>().Run(Flow(turns));

    internal static HttpExchange[] Exchanges(params FlowTurn[] turns) => Exchanges(Run(turns));

    internal static HttpExchange[] Exchanges(FlowAnalysis analysis) => [.. analysis.Facts.OfType<HttpExchange>()];

    internal static HttpExchange Exchange(params FlowTurn[] turns) => Exchanges(turns).ShouldHaveSingleItem();

    internal static string[] Irregularities(params FlowTurn[] turns) =>
    [
        .. Run(turns).Facts.OfType<OpenFact>().SelectMany(fact => fact.Values).SelectMany(value => (IReadOnlyList<string>)value.Value),
    ];
}
