using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dns;

/// <summary>Makes exchanges of the first bytes, for flows that are followed no further.</summary>
[ForProtocol("dns")]
public sealed class DnsDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        var analyzer = new DnsAnalyzer();
        var tuple = new FiveTuple(
            prefix.Transport, prefix.InitiatorAddress, prefix.InitiatorPort, prefix.ResponderAddress, prefix.ResponderPort);
        analyzer.Start(new FlowStart(tuple, prefix.IsMidStream, default));
        var other = prefix.Direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        // The opposite direction spoke before. Times are not known here: running backwards they give no latency rather than one of zero.
        if (!prefix.Opposite.IsEmpty) Feed(analyzer, other, prefix.Opposite, 1, facts);
        Feed(analyzer, prefix.Direction, prefix.Bytes, 0, facts);
        analyzer.OnEnd(facts);
    }

    static void Feed(DnsAnalyzer analyzer, FlowDirection direction, ReadOnlySpan<byte> bytes, long time, IFactSink facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = new Timestamp(time) }, facts);
}
