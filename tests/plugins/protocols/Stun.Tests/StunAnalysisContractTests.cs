using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Stun.Tests.Stun;

namespace NetWatch.Plugins.Stun.Tests;

public sealed class StunAnalysisContractTests : AnalysisContract<StunClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Binding, Classic, Turn, OverTcp, IceOverTcp, Media];
}
