using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssh.Tests;

public sealed class SshAnalysisContractTests : AnalysisContract<SshClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => SshSamples.All;
}
