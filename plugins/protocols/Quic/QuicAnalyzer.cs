using System.Buffers;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>
/// Reads what a QUIC handshake says to everyone: both hellos from the Initial packets, retry, version negotiation, early data, and a
/// refusal. Then it is done, and the flow costs nothing more.
/// </summary>
sealed class QuicAnalyzer(RecentFingerprints? fingerprints = null) : IFlowAnalyzer
{
    /// <summary>RFC 9000 §14.1: datagrams with an Initial of the client have so many bytes at least.</summary>
    const int LeastInitial = 1200;

    // The hellos come in the first round trips. What has not been read by then was not captured.
    const int MaxDatagrams = 64;

    // Sent after the handshake only.
    const int ShortPacketsToEnd = 16;

    const int MaxCoalesced = 16;

    readonly QuicInitialPackets _initials = new();
    readonly HandshakeStream _client = new();
    readonly HandshakeStream _server = new();
    readonly ConnectionEvents _events = new();
    int _datagrams, _shortPackets;
    readonly byte[] _random = new byte[32];
    bool _hasClientHello, _mayRepeat, _isDone;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        Release();
        _events.Start();
        _datagrams = _shortPackets = 0;
        _hasClientHello = _mayRepeat = _isDone = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        _datagrams++;
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (!QuicLongHeader.IsLong(bytes[0])) OnShort(bytes, facts);
        for (int i = 0; i < MaxCoalesced && !bytes.IsEmpty && QuicLongHeader.IsLong(bytes[0]); i++)
        {
            if (!QuicLongHeader.TryParse(bytes, out QuicLongHeader header)) break;
            int length = Math.Min(header.PacketLength, bytes.Length);
            OnPacket(header, bytes[..length], chunk.Direction, facts);
            bytes = bytes[length..];
        }

        if (!_isDone && _datagrams < MaxDatagrams && _shortPackets < ShortPacketsToEnd) return AnalysisVerdict.Continue;
        Finish(facts);
        return AnalysisVerdict.Done;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => AnalysisVerdict.Continue;

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts) => Finish(facts);

    void OnShort(ReadOnlySpan<byte> bytes, IFactSink facts)
    {
        if (!GooglePublicHeader.TryParse(bytes, out QuicVersion version, out ReadOnlySpan<byte> id))
        {
            _shortPackets++;
            return;
        }

        _events.See(version, id, default);
        OnGoogleHello(bytes[13..], facts);
    }

    void OnGoogleHello(ReadOnlySpan<byte> bytes, IFactSink facts)
    {
        if (!GoogleHello.TryFind(bytes, out GoogleHello hello)) return;
        _events.PublishConnection(facts);
        facts.Publish(new GoogleHelloFact { Sni = hello.ServerName, UserAgent = hello.UserAgent });
        _hasClientHello = _isDone = true;
    }

    void OnPacket(in QuicLongHeader header, ReadOnlySpan<byte> packet, FlowDirection direction, IFactSink facts)
    {
        switch (header.Type)
        {
            case QuicPacketType.Initial when header.Version.HasNibbleLengths:
                _events.See(header.Version, header.DestinationId, header.SourceId);
                OnGoogleHello(packet[header.PacketNumberOffset..], facts);
                break;
            case QuicPacketType.Initial:
                OnInitial(header, packet, direction, facts);
                break;
            // A client that sends an Initial of the form of version 1 in a version that it does not speak means no Retry: that is never padded.
            case QuicPacketType.Retry when packet.Length < LeastInitial:
                _events.OnRetry(facts);
                break;
            case QuicPacketType.ZeroRtt:
                _events.OnZeroRtt(facts);
                break;
            case QuicPacketType.VersionNegotiation:
                _events.OnNegotiation(header, facts);
                break;
            default:
                break;
        }

        if (header.Type is QuicPacketType.Handshake or QuicPacketType.ZeroRtt or QuicPacketType.Retry)
            _events.See(header.Version, header.DestinationId, header.SourceId);
    }

    void OnInitial(in QuicLongHeader header, ReadOnlySpan<byte> packet, FlowDirection direction, IFactSink facts)
    {
        _events.See(header.Version, header.DestinationId, header.SourceId);
        if (!header.IsWhole || !header.Version.HasStandardHeader) return;
        byte[] rented = ArrayPool<byte>.Shared.Rent(packet.Length);
        int beginnings = _initials.Beginnings;
        int length = _initials.Open(header, packet, direction, rented, out bool isClient);
        if (_initials.Beginnings != beginnings) BeginAgain();
        if (length >= 0)
        {
            _events.MarkEnd(header.SourceId, direction, facts);
            if (header.Version.IsGoogle) TakeGoogleFrames(rented.AsSpan(0, length), isClient ? _client : _server);
            else TakeFrames(rented.AsSpan(0, length), isClient ? _client : _server, isClient, facts);
            OnMessages(header.Version, isClient, facts);
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    void TakeFrames(ReadOnlySpan<byte> plaintext, HandshakeStream stream, bool isClient, IFactSink facts)
    {
        var frames = new QuicFrameReader(plaintext);
        while (frames.TryRead(out QuicFrame frame))
        {
            if (frame.Type == QuicFrameType.Crypto) stream.Add(frame.Offset, frame.Data);
            else if (frame.Type == QuicFrameType.ConnectionClose) _events.OnClose(frame, isClient, facts);
        }
    }

    static void TakeGoogleFrames(ReadOnlySpan<byte> plaintext, HandshakeStream stream)
    {
        var reader = new ByteReader(plaintext);
        while (GoogleFrames.TryReadCrypto(ref reader, out ulong offset, out ReadOnlySpan<byte> data)) stream.Add(offset, data);
    }

    void OnMessages(QuicVersion version, bool isClient, IFactSink facts)
    {
        HandshakeStream stream = isClient ? _client : _server;
        if (version.HasGoogleHandshake)
        {
            if (isClient) OnGoogleHello(stream.All, facts);
            return;
        }

        while (!_isDone && stream.TryPeek(out byte type, out ReadOnlySpan<byte> body))
        {
            if (type == HandshakeStream.ClientHello && ClientHelloView.TryParse(body, out ClientHelloView client)) PublishClient(client, facts);
            else if (type == HandshakeStream.ServerHello && ServerHelloView.TryParse(body, out ServerHelloView server)) PublishServer(version, server, facts);
            stream.Take(body.Length);
        }
    }

    void PublishClient(in ClientHelloView hello, IFactSink facts)
    {
        bool isRepeated = _mayRepeat && hello.Random.SequenceEqual(_random);
        _mayRepeat = false;
        if (isRepeated) return;
        hello.Random.CopyTo(_random);
        _events.PublishConnection(facts);
        facts.Publish(HelloFacts.Create(hello, HelloCarrier.Quic, fingerprints));
        if (ParametersFact.Of(hello) is { } parameters && !_hasClientHello) facts.Publish(parameters);
        _hasClientHello = true;
    }

    void PublishServer(QuicVersion version, in ServerHelloView hello, IFactSink facts)
    {
        _events.PublishConnection(facts);
        _events.OnServerVersion(version, facts);
        facts.Publish(HelloFacts.Create(hello, HelloCarrier.Quic, fingerprints));
        // After a retry request a second hello of the client follows (RFC 8446 §4.1.4).
        _isDone = !hello.IsHelloRetryRequest;
    }

    void Finish(IFactSink facts)
    {
        _events.PublishConnection(facts, isEnd: true);
        // A hello that was cut still names the server when the name came before the cut.
        if (!_hasClientHello && _client.PartialType == HandshakeStream.ClientHello && ClientHelloView.TryParse(_client.Partial, out ClientHelloView hello))
            PublishClient(hello, facts);
        Release();
    }

    void Release()
    {
        _initials.Reset();
        BeginStreams();
    }

    // After a Retry the same hello is sent once more; after version negotiation it is another one.
    void BeginAgain()
    {
        BeginStreams();
        _mayRepeat = _hasClientHello;
    }

    void BeginStreams()
    {
        _client.Reset();
        _server.Reset();
    }
}
