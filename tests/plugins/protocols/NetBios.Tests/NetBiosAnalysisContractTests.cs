using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.NetBios.Tests.NetBios;

namespace NetWatch.Plugins.NetBios.Tests;

public sealed class NetBiosAnalysisContractTests : AnalysisContract<NetBiosClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [ByUnicast, ByBroadcast, Status, Register, Announce, Session, Refused];
}
