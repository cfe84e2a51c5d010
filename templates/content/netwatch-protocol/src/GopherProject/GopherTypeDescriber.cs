using NetWatch.Sdk.Protocols;

namespace GopherSpace;

/// <summary>Tells what the first bytes say, of flows that are followed no further: the same as the analyzer, which does it.</summary>
[ForProtocol(GopherTypeClassifier.Id)]
public sealed class GopherTypeDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new GopherTypeAnalyzer().Describe(prefix, facts);
}
