using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Quic;

/// <summary>Makes the facts of the datagrams that a flow was recognised by, when none of its further ones are followed.</summary>
[ForProtocol("quic")]
public sealed class QuicDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        var analyzer = new QuicAnalyzer();
        analyzer.Start(default);
        FlowDirection other = prefix.Direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        // The other direction spoke before.
        bool goesOn = prefix.Opposite.IsEmpty || Feed(analyzer, other, prefix.Opposite, facts);
        if (goesOn && Feed(analyzer, prefix.Direction, prefix.Bytes, facts)) analyzer.OnEnd(facts);
    }

    static bool Feed(QuicAnalyzer analyzer, FlowDirection direction, ReadOnlySpan<byte> bytes, IFactSink facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = default }, facts) == AnalysisVerdict.Continue;
}
