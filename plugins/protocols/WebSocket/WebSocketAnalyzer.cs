using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.WebSocket;

/// <summary>Follows the frames of both sides and publishes one fact at the end.</summary>
sealed class WebSocketAnalyzer : IFlowAnalyzer
{
    readonly WebSocketSession _session = new();
    FlowDirection _client;
    bool _isClientKnown;
    bool _isFinished;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _session.Start(start.IsMidStream);
        _client = FlowDirection.FromInitiator;
        _isClientKnown = !start.IsMidStream;
        _isFinished = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        if (!_isClientKnown && chunk.Bytes.Length > 1) NoteClient(chunk);
        bool isRight = _session.OnData(chunk.Direction == _client, chunk.Bytes);
        if (!isRight && !_session.HasFrames) return AnalysisVerdict.Violation("What should be the first WebSocket frame is none.");
        return AnalysisVerdict.Continue;
    }

    // In a flow that was joined late the server may pass for the initiator; only clients mask (RFC 6455 §5.1).
    void NoteClient(in StreamChunk chunk)
    {
        bool isMasked = (chunk.Bytes[1] & 0x80) != 0;
        _client = isMasked ? chunk.Direction : chunk.Direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        _isClientKnown = true;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _session.OnGap(direction == _client, missingBytes);
        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        if (!_isFinished && _session.HasFrames) facts.Publish(_session.ToFact());
        _isFinished = true;
    }
}
