using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace GopherSpace.Tests;

public sealed class GopherTypeFactsTests
{
    [Fact]
    public void The_first_message_tells_who_speaks()
    {
        foreach (FlowSample flow in GopherTypeTraffic.Flows)
        {
            FlowAnalysis analysis = AnalyzerHarness.For<GopherTypeClassifier>().Run(flow);

            Assert.Equal("gopher-id", analysis.App);
            Fact fact = Assert.Single(analysis.Facts);
            bool isServerFirst = flow.Name.StartsWith("server first", StringComparison.Ordinal);
            Assert.Equal(
                isServerFirst
                    ? "gopher-id/message\nversion=1\ntype=welcome\nname=bob\n"
                    : "gopher-id/message\nversion=1\ntype=hello\nname=alice\n",
                FactText.Of(fact));
        }
    }
}
