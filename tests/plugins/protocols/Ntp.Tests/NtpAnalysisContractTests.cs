using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ntp.Tests.Ntp;

namespace NetWatch.Plugins.Ntp.Tests;

public sealed class NtpAnalysisContractTests : AnalysisContract<NtpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Exchange, Control, Monlist, Broadcast, Peers];
}
