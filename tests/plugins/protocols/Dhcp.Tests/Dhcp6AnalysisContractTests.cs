using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

public sealed class Dhcp6AnalysisContractTests : AnalysisContract<Dhcp6Classifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Asking6, Answering6, Relaying6];
}
