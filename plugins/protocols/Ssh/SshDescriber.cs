using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssh;

/// <summary>Says what the first bytes tell, for flows that are followed no further.</summary>
[ForProtocol("ssh")]
public sealed class SshDescriber : IProtocolDescriber
{
    readonly RecentOffers _offers = new();

    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        var analyzer = new SshAnalyzer(_offers);
        if (!prefix.Opposite.IsEmpty) analyzer.OnData(new StreamChunk { Direction = 1 - prefix.Direction, Bytes = prefix.Opposite, Time = default }, facts);
        analyzer.OnData(new StreamChunk { Direction = prefix.Direction, Bytes = prefix.Bytes, Time = default }, facts);
        analyzer.OnEnd(facts);
    }
}
