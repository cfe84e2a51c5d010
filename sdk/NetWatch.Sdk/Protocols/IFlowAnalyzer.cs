using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Turns the bytes of one flow into facts. An instance serves one flow at a time, on one thread, and is then used again.
/// Memory that it holds for a flow must be bounded whatever the bytes are.
/// </summary>
public interface IFlowAnalyzer
{
    /// <summary>
    /// A new flow begins: forget everything of the flow before. Called once before any bytes, and again when a flow goes on that has rested.
    /// </summary>
    void Start(in FlowStart start);

    /// <summary>
    /// The next bytes, from the first byte of the flow (or of the upgrade) on. On streams the chunks of a direction are in order
    /// and without overlap, cut anywhere; on datagrams a chunk is one datagram. Called up to once a packet, so it must not
    /// allocate but for what it publishes. Exceptions count: three in a minute take the analyzer out.
    /// </summary>
    AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts);

    /// <summary>
    /// Bytes of a stream are missing and will not come: lost by the capture, cut by the snaplen, or over the reassembly ceiling.
    /// The next chunk of the direction begins after them.
    /// </summary>
    /// <param name="direction">The direction in which bytes are missing.</param>
    /// <param name="missingBytes">How many, at least 1.</param>
    /// <param name="facts">Takes what can be said now.</param>
    AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts);

    /// <summary>The flow has ended, or is not followed any longer. Called once; publish what is still open.</summary>
    void OnEnd(IFactSink facts);
}
