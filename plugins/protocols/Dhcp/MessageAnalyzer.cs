using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Publishes a fact for each message of a flow, of either protocol.</summary>
/// <param name="read">Reads a message.</param>
sealed class MessageAnalyzer(MessageReading read) : IFlowAnalyzer
{
    /// <summary>So many datagrams that are no messages, before any that is one, take the label back.</summary>
    const int MaxBroken = 3;

    // The latest fact, if nobody keeps it.
    Fact? _spare;
    int _broken;
    bool _hasMessage;

    public void Start(in FlowStart start)
    {
        _broken = 0;
        _hasMessage = false;
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (read(chunk.Bytes, _spare) is { } fact)
        {
            _hasMessage = true;
            // A broadcast flow has all messages of a network, and keeps the first of each kind: one fact does for the others.
            _spare = facts.Lend(fact) ? fact : null;
            return AnalysisVerdict.Continue;
        }

        bool isWrong = !_hasMessage && ++_broken >= MaxBroken;
        return isWrong ? AnalysisVerdict.Violation("Datagrams are no DHCP messages.") : AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => AnalysisVerdict.Continue;

    public void OnEnd(IFactSink facts)
    {
        // Every message was told when it came.
    }
}
