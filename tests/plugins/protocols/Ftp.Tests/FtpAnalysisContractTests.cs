using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

public sealed class FtpAnalysisContractTests : AnalysisContract<FtpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => FtpSamples.All;
}
