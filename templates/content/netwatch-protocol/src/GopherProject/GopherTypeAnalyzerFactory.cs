using NetWatch.Sdk.Protocols;

namespace GopherSpace;

/// <summary>Makes the analyzers of GopherName flows.</summary>
[ForProtocol(GopherTypeClassifier.Id)]
public sealed class GopherTypeAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new GopherTypeAnalyzer();
}
