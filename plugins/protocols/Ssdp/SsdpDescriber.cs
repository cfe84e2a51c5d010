using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Makes facts of the first messages, for flows that are followed no further.</summary>
[ForProtocol("ssdp")]
public sealed class SsdpDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new SsdpAnalyzer().Describe(prefix, facts);
}
