using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Makes facts of the first bytes, for flows that are followed no further.</summary>
[ForProtocol("netbios")]
public sealed class NetBiosDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new NetBiosAnalyzer().Describe(prefix, facts);
}
