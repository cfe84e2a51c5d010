using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace GopherSpace;

/// <summary>Follows the messages of a flow: tells the first at once, and at the end who spoke and how much.</summary>
/// <remarks>One instance serves many flows, one after the other, so <see cref="Start"/> forgets all of the flow before.</remarks>
sealed class GopherTypeAnalyzer : IFlowAnalyzer
{
#if (UsesTcp)
    readonly MessageReader[] _readers = [new(), new()];
#endif
#if (UsesTcp && UsesUdp)
    bool _isStream;
#endif
    string? _client;
    string? _server;
    long _messages;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
#if (UsesTcp)
        foreach (MessageReader reader in _readers) reader.Start();
#endif
#if (UsesTcp && UsesUdp)
        _isStream = start.Tuple.Transport == Transport.Tcp;
#endif
        (_client, _server, _messages) = (null, null, 0);
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
#if (UsesTcp && UsesUdp)
        return _isStream ? OnStream(chunk, facts) : OnDatagram(chunk, facts);
#elseif (UsesUdp)
        return OnDatagram(chunk, facts);
#else
        return OnStream(chunk, facts);
#endif
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) =>
        // Nothing marks where the next message begins, so what is known is all there will be.
        AnalysisVerdict.Done;

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        if (_messages > 0) facts.Publish(GopherTypeFacts.Session(_client, _server, _messages));
        _messages = 0;
    }
#if (UsesTcp)

    AnalysisVerdict OnStream(in StreamChunk chunk, IFactSink facts)
    {
        MessageReader reader = _readers[(int)chunk.Direction];
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        while (reader.TryTake(ref bytes, out MessageHeader header, out ReadOnlySpan<byte> body)) OnMessage(header, body, facts);
        return reader.IsBroken ? AnalysisVerdict.Violation("A message has no valid header.") : AnalysisVerdict.Continue;
    }
#endif
#if (UsesUdp)

    AnalysisVerdict OnDatagram(in StreamChunk chunk, IFactSink facts)
    {
        if (MessageHeader.Read(chunk.Bytes, out MessageHeader header) != HeaderState.Valid) return AnalysisVerdict.Continue;
        ReadOnlySpan<byte> body = chunk.Bytes[MessageHeader.Length..];
        OnMessage(header, body[..Math.Min(body.Length, header.BodyLength)], facts);
        return AnalysisVerdict.Continue;
    }
#endif

    void OnMessage(in MessageHeader header, ReadOnlySpan<byte> body, IFactSink facts)
    {
        // Once a flow: the packet path allocates for what it tells, and tells what is new.
        if (header.Type == MessageType.Hello) _client ??= GopherTypeFacts.Text(body);
        if (header.Type == MessageType.Welcome) _server ??= GopherTypeFacts.Text(body);
        if (_messages++ == 0) facts.Publish(GopherTypeFacts.Of(header, body));
    }
}
