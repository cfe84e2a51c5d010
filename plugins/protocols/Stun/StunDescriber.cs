using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Stun;

/// <summary>Makes facts of the first messages, for flows that are followed no further.</summary>
[ForProtocol("stun")]
public sealed class StunDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new StunAnalyzer().Describe(prefix, facts);
}
