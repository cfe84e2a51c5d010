using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.BitTorrent.Tests;

public sealed class BitTorrentParserContractTests : ParserContract<BitTorrentClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => BitTorrentSamples.All;
}
