using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>Describes the first bytes of a flow by the analyzer of its protocol, so that both say the same.</summary>
public static class PrefixAnalysis
{
    /// <summary>
    /// Runs an analyzer over a prefix, the direction that spoke before first, and ends it. For implementations of
    /// <see cref="IProtocolDescriber"/>. A prefix knows no times: what the analyzer makes of time differences must cope with a clock that runs
    /// backwards, which is what it sees here, so that it gives no latency rather than one of zero.
    /// </summary>
    /// <param name="analyzer">A new analyzer; it is not to be used again.</param>
    /// <param name="prefix">What is known of the flow.</param>
    /// <param name="facts">Takes the facts.</param>
    public static void Describe(this IFlowAnalyzer analyzer, in FlowPrefix prefix, IFactSink facts)
    {
        var tuple = new FiveTuple(
            prefix.Transport, prefix.InitiatorAddress, prefix.InitiatorPort, prefix.ResponderAddress, prefix.ResponderPort);
        analyzer.Start(new FlowStart(tuple, prefix.IsMidStream, default));
        var other = prefix.Direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        bool goesOn = prefix.Opposite.IsEmpty || Feed(analyzer, other, prefix.Opposite, false, 1, facts);
        if (goesOn) Feed(analyzer, prefix.Direction, prefix.Bytes, prefix.IsTruncated && prefix.Transport == Transport.Udp, 0, facts);
        analyzer.OnEnd(facts);
    }

    static bool Feed(IFlowAnalyzer analyzer, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time, IFactSink facts)
    {
        var chunk = new StreamChunk { Direction = direction, Bytes = bytes, Time = new Timestamp(time), IsTruncated = isTruncated };
        return analyzer.OnData(chunk, facts) == AnalysisVerdict.Continue;
    }
}
