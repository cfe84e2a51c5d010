using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.NetBios;

/// <summary>The line of a datagram in the Info column: the summary of the fact it makes by itself.</summary>
sealed class PacketSummary : IFactSink
{
    string? _summary;

    internal static string? Of(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        var summary = new PacketSummary();
        var analyzer = new NetBiosAnalyzer();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 0, default, 0), false, default));
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = bytes, Time = default, IsTruncated = isTruncated }, summary);
        analyzer.OnEnd(summary);
        return summary._summary;
    }

    public void Publish(Fact fact) => _summary ??= fact.Summary;
}
