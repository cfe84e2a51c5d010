using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.BitTorrent.Tests;

public sealed class BitTorrentAnalysisContractTests : AnalysisContract<BitTorrentClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => BitTorrentSamples.All;
}
