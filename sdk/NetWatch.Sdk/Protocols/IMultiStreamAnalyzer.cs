using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// An analyzer of a protocol that runs on many streams at once (HTTP/3 over QUIC): its chunks carry a <see cref="StreamChunk.StreamId"/>, and
/// each stream ends and has gaps of its own. Only analyzers with this interface are given the streams of a multiplexing decryptor; on other
/// flows they are called like any other, with stream id 0.
/// </summary>
/// <remarks>
/// <see cref="IFlowAnalyzer.OnData"/> gets the bytes of each stream and direction in order; streams are interleaved as their packets came.
/// <see cref="IFlowAnalyzer.OnGap"/> is not called for streams. State per stream must be bounded, and so must the number of streams that are
/// remembered: ids are the peer's choice.
/// </remarks>
public interface IMultiStreamAnalyzer : IFlowAnalyzer
{
    /// <summary>Bytes of one stream are missing and will not come; its next chunk begins after them.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="direction">The direction in which bytes are missing.</param>
    /// <param name="missingBytes">How many, at least 1; an estimate where it can't be known.</param>
    /// <param name="facts">Takes what can be said now.</param>
    AnalysisVerdict OnStreamGap(long streamId, FlowDirection direction, long missingBytes, IFactSink facts);

    /// <summary>One direction of a stream is complete (FIN) or was reset; nothing of it follows.</summary>
    AnalysisVerdict OnStreamEnd(long streamId, FlowDirection direction, IFactSink facts);
}
