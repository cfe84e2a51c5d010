using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ntp;

/// <summary>Makes the analyzers of NTP flows.</summary>
[ForProtocol("ntp")]
public sealed class NtpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new NtpAnalyzer();
}
