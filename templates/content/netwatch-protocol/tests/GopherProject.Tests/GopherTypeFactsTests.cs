using NetWatch.Sdk.Testing.Protocols;

namespace GopherSpace.Tests;

public sealed class GopherTypeFactsTests
{
    [Fact]
    public void The_first_message_and_the_session_tell_who_speaks()
    {
        foreach (FlowSample flow in GopherTypeTraffic.Flows)
        {
            FlowAnalysis analysis = AnalyzerHarness.For<GopherTypeClassifier>().Run(flow);

            Assert.Equal("gopher-id", analysis.App);
            bool isServerFirst = flow.Name.StartsWith("server first", StringComparison.Ordinal);
            Assert.Equal(
                isServerFirst
                    ? "gopher-id/message\nversion=1\ntype=welcome\nname=bob\n"
                    : "gopher-id/message\nversion=1\ntype=hello\nname=alice\n",
                FactText.Of(analysis.Facts[0]));
            bool isAnswered = flow.Turns.Count > 1;
            string messages = flow.Turns.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal($"gopher-id/session\nclient=alice\n{(isAnswered ? "server=bob\n" : "")}messages={messages}\n", FactText.Of(analysis.Facts[1]));
            Assert.Equal(2, analysis.Facts.Count);
        }
    }
}
