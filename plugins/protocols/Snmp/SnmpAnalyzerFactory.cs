using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Snmp;

/// <summary>Makes the analyzers of SNMP flows.</summary>
[ForProtocol("snmp")]
public sealed class SnmpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new SnmpAnalyzer();
}
