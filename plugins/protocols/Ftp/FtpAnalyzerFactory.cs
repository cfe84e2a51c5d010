using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ftp;

/// <summary>Makes the analyzers of FTP control connections.</summary>
[ForProtocol("ftp")]
public sealed class FtpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new FtpAnalyzer();
}
