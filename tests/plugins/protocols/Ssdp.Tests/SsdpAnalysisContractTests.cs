using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ssdp.Tests.Ssdp;

namespace NetWatch.Plugins.Ssdp.Tests;

public sealed class SsdpAnalysisContractTests : AnalysisContract<SsdpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Search, Notify, Answer];
}
