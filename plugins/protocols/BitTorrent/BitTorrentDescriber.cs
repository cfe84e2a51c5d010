using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Says what the first bytes tell, for flows that are followed no further.</summary>
[ForProtocol("bittorrent")]
public sealed class BitTorrentDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        var analyzer = new BitTorrentAnalyzer();
        var tuple = new FiveTuple(prefix.Transport, prefix.InitiatorAddress, prefix.InitiatorPort, prefix.ResponderAddress, prefix.ResponderPort);
        analyzer.Start(new FlowStart(tuple, prefix.IsMidStream, default));
        if (!prefix.Opposite.IsEmpty) analyzer.OnData(new StreamChunk { Direction = 1 - prefix.Direction, Bytes = prefix.Opposite, Time = default }, facts);
        analyzer.OnData(new StreamChunk { Direction = prefix.Direction, Bytes = prefix.Bytes, Time = default }, facts);
        analyzer.OnEnd(facts);
    }
}
