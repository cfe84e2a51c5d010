using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ntp;

/// <summary>Makes facts of the first messages, for flows that are followed no further.</summary>
[ForProtocol("ntp")]
public sealed class NtpDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new NtpAnalyzer().Describe(prefix, facts);
}
