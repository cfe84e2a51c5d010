using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Makes the analyzers of BitTorrent flows.</summary>
[ForProtocol("bittorrent")]
public sealed class BitTorrentAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new BitTorrentAnalyzer();
}
