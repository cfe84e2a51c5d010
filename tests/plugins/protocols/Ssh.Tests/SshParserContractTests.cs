using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssh.Tests;

public sealed class SshParserContractTests : ParserContract<SshClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => SshSamples.All;
}
