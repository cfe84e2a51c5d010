using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.WebSocket;

/// <summary>Follows the frames of both sides and publishes one fact at the end.</summary>
sealed class WebSocketAnalyzer : IFlowAnalyzer
{
    readonly WebSocketSession _session = new();
    bool _isFinished;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _session.Start();
        _isFinished = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        bool isRight = _session.OnData(chunk.Direction == FlowDirection.FromInitiator, chunk.Bytes);
        if (!isRight && !_session.HasFrames) return AnalysisVerdict.Violation("What should be the first WebSocket frame is none.");
        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _session.OnGap(direction == FlowDirection.FromInitiator, missingBytes);
        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        if (!_isFinished && _session.HasFrames) facts.Publish(_session.ToFact());
        _isFinished = true;
    }
}
