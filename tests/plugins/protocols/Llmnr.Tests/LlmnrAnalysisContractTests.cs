using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Llmnr.Tests.Llmnr;

namespace NetWatch.Plugins.Llmnr.Tests;

public sealed class LlmnrAnalysisContractTests : AnalysisContract<LlmnrClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [ToGroup, Answer, ByUnicast, OverTcp];
}
