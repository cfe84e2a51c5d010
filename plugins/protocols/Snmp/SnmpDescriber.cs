using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Snmp;

/// <summary>Makes facts of the first messages, for flows that are followed no further.</summary>
[ForProtocol("snmp")]
public sealed class SnmpDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new SnmpAnalyzer().Describe(prefix, facts);
}
