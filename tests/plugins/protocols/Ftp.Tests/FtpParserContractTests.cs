using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

public sealed class FtpParserContractTests : ParserContract<FtpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => FtpSamples.All;
}
