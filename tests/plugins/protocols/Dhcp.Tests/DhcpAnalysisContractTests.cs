using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

public sealed class DhcpAnalysisContractTests : AnalysisContract<DhcpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Asking, Renewal];
}
