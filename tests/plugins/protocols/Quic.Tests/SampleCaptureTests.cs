using System.Text;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Quic.Tests;

public sealed class SampleCaptureTests
{
    [Fact]
    public void The_facts_of_real_connections_are_the_approved_ones()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<QuicClassifier>();
        var text = new StringBuilder();
        foreach (FlowSample flow in SampleCapture.Flows.Where(SampleCapture.HasHandshake))
            text.Append(flow.Name).Append('\n').Append(harness.Run(flow).Text).Append('\n');

        text.ToString().ShouldMatchApproved(c => c.SubFolder("Approved").NoDiff());
    }
}
