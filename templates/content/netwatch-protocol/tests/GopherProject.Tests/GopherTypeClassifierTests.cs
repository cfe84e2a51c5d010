using NetWatch.Sdk.Testing.Protocols;

namespace GopherSpace.Tests;

/// <summary>What every classifier must hold to; the tests themselves are inherited.</summary>
public sealed class GopherTypeClassifierTests : ClassifierContract<GopherTypeClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => GopherTypeTraffic.Flows;

    protected override IReadOnlyList<FlowSample> Negatives => GopherTypeTraffic.LookAlikes;
}
