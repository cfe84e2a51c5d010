using NetWatch.Sdk.Testing.Protocols;

namespace GopherSpace.Tests;

/// <summary>What every describer, analyzer and dissector must hold to; the tests themselves are inherited.</summary>
public sealed class GopherTypeAnalysisTests : AnalysisContract<GopherTypeClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => GopherTypeTraffic.Flows;
}
