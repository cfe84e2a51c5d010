using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Reads the part of a handshake that is in the clear: both hellos, a retry and the hello after it, and up to TLS 1.2 the certificate
/// of the server, and that of the client where the server asks for one. Then it is done, and the flow costs nothing more.
/// </summary>
sealed class TlsAnalyzer(RecentFingerprints fingerprints, RecentCertificates certificates) : IFlowAnalyzer
{
    // Joined in the middle there is nothing to learn, but the label should rest on more than one record.
    const int OpaqueRecordsToBelieve = 3;

    // Between its hello and a retry a client may send early data (RFC 8446 §4.2.10), which is not followed for ever.
    const int MaxEarlyRecords = 64;

    readonly RecordStream _initiator = new();
    readonly RecordStream _responder = new();
    // So much is looked at of a server while its client has said nothing: the capture may have changed the order of the two directions.
    const int ChunksToWaitForClient = 16;

    bool _isRetryPending, _isClientAsked, _isMidStream;
    int _chunksWithoutClient;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _initiator.Start();
        _responder.Start();
        _isRetryPending = _isClientAsked = false;
        _isMidStream = start.IsMidStream;
        _chunksWithoutClient = 0;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        RecordStream stream = Of(chunk.Direction);
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        while (!stream.IsFinished)
        {
            switch (stream.Read(ref bytes, out ReadOnlySpan<byte> body))
            {
                case StreamEvent.NeedMore:
                    return Verdict();
                case StreamEvent.Message:
                    OnMessage(stream, body, facts);
                    break;
                case StreamEvent.SslV2Hello:
                    OnSslV2Hello(stream, body, facts);
                    break;
                case StreamEvent.ChangeCipherSpec:
                    OnChangeCipherSpec(stream);
                    break;
                case StreamEvent.Alert:
                    OnAlert(stream, body);
                    break;
                case StreamEvent.Encrypted:
                    OnEncrypted(stream);
                    break;
                default:
                    if (!HasHello) return AnalysisVerdict.Violation("The bytes are not TLS records.");
                    stream.GiveUp();
                    break;
            }
        }

        return Verdict();
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        RecordStream stream = Of(direction);
        if (!stream.IsFinished && !stream.TrySkip(missingBytes))
        {
            PublishPartial(stream, facts);
            stream.GiveUp();
        }

        return Verdict();
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        PublishPartial(_initiator, facts);
        PublishPartial(_responder, facts);
        _initiator.Finish();
        _responder.Finish();
    }

    bool HasHello => _initiator.IsClient || _initiator.IsServer || _responder.IsClient || _responder.IsServer;

    RecordStream Of(FlowDirection direction) => direction == FlowDirection.FromInitiator ? _initiator : _responder;

    RecordStream Opposite(RecordStream stream) => ReferenceEquals(stream, _initiator) ? _responder : _initiator;

    // Done as soon as neither direction can add anything. A direction that has not spoken by the time the other is through has
    // nothing to add either, unless the other was only given up.
    AnalysisVerdict Verdict()
    {
        Settle(_initiator, _responder);
        Settle(_responder, _initiator);
        return _initiator.IsFinished && _responder.IsFinished ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
    }

    void Settle(RecordStream ended, RecordStream other)
    {
        if (!ended.IsFinished || other.IsFinished) return;
        if (other.IsClient ? !_isRetryPending && !_isClientAsked : !other.HasBytes && !ended.IsGivenUp && !MayBeOvertaken(ended)) other.Finish();
    }

    bool MayBeOvertaken(RecordStream ended) => ended.IsServer && !_isMidStream && ++_chunksWithoutClient <= ChunksToWaitForClient;

    void OnMessage(RecordStream stream, ReadOnlySpan<byte> body, IFactSink facts)
    {
        switch (stream.MessageType)
        {
            case HandshakeType.ClientHello:
                if (ClientHelloView.TryParse(body, out ClientHelloView client)) PublishClient(stream, client, facts);
                else stream.GiveUp();
                break;
            case HandshakeType.ServerHello:
                if (ServerHelloView.TryParse(body, out ServerHelloView server)) PublishServer(stream, server, facts);
                else stream.GiveUp();
                break;
            case HandshakeType.HelloRetryRequest:
                _isRetryPending = true;
                break;
            case HandshakeType.Certificate:
                OnCertificate(stream, body, facts);
                break;
            case HandshakeType.CertificateRequest:
                // The client answers with a certificate, or an empty list, before anything else (RFC 5246 §7.4.6).
                _isClientAsked = true;
                stream.Finish();
                break;
            case HandshakeType.ServerKeyExchange when stream.HasCertificate:
                // Stands between the certificate and the request for that of the client (RFC 5246 §7.3).
                break;
            case HandshakeType.ClientKeyExchange:
                // By now the server has answered, whether that was seen or not.
                stream.Finish();
                break;
            case HandshakeType.ServerKeyExchange or HandshakeType.ServerHelloDone
                or HandshakeType.NewSessionTicket or HandshakeType.Finished:
                // The certificate would have come before (RFC 5246 §7.3): an anonymous suite or a resumed session has none.
                stream.Finish();
                break;
            default:
                break;
        }
    }

    void OnCertificate(RecordStream stream, ReadOnlySpan<byte> body, IFactSink facts)
    {
        bool isServer = !stream.IsClient && (stream.IsServer || ReferenceEquals(stream, _responder));
        if (isServer) CertificateMessage.Publish(body, certificates, facts);
        else if (_isClientAsked) CertificateMessage.PublishClient(body, certificates, facts);
        stream.HasCertificate = true;
        if (!isServer) stream.Finish();
    }

    void PublishClient(RecordStream stream, in ClientHelloView hello, IFactSink facts)
    {
        facts.Publish(HelloFacts.Create(hello, HelloCarrier.Tls, fingerprints));
        stream.IsClient = true;
        _isRetryPending = false;
    }

    void PublishServer(RecordStream stream, in ServerHelloView hello, IFactSink facts)
    {
        TlsServerHello fact = HelloFacts.Create(hello, HelloCarrier.Tls, fingerprints);
        facts.Publish(fact);
        stream.IsServer = true;
        _isRetryPending = fact.IsHelloRetryRequest;
        if (_isRetryPending) return;
        // From TLS 1.3 and its drafts (0x7Fxx, 0xFBxx) on everything after the hello is encrypted.
        if (fact.Version < 0x0304) return;
        stream.Finish();
        RecordStream client = Opposite(stream);
        if (client.IsClient) client.Finish();
    }

    void OnSslV2Hello(RecordStream stream, ReadOnlySpan<byte> record, IFactSink facts)
    {
        bool isClient = record[2] == 1;
        if (isClient)
        {
            TlsClientHello hello = SslV2Hello.ReadClient(record);
            facts.Publish(hello);
            stream.IsClient = true;
            return;
        }

        SslV2Hello.PublishServer(record, facts);
        stream.IsServer = true;
        stream.Finish();
    }

    void OnChangeCipherSpec(RecordStream stream)
    {
        // TLS 1.3 sends one that means nothing, between the two hellos of a client and after a retry (RFC 8446 appendix D.4).
        bool isForShow = _isRetryPending || (stream.IsClient && !Opposite(stream).IsServer);
        if (!isForShow) stream.Finish();
    }

    void OnAlert(RecordStream stream, ReadOnlySpan<byte> alert)
    {
        // A warning (1) may stand before a ServerHello, such as unrecognized_name; close_notify (0) ends a direction.
        if (alert is [2, ..])
        {
            stream.Finish();
            Opposite(stream).Finish();
        }
        else if (alert is [1, 0])
        {
            stream.Finish();
        }
    }

    void OnEncrypted(RecordStream stream)
    {
        bool mayBeEarlyData = stream.IsClient && !Opposite(stream).IsServer || _isRetryPending;
        int enough = mayBeEarlyData ? MaxEarlyRecords : HasHello ? 1 : OpaqueRecordsToBelieve;
        if (stream.OpaqueRecords >= enough) stream.Finish();
    }

    // A hello that was cut still names the server when the name came before the cut.
    static void PublishPartial(RecordStream stream, IFactSink facts)
    {
        ReadOnlySpan<byte> partial = stream.PartialMessage;
        if (partial.IsEmpty) return;
        switch (stream.MessageType)
        {
            case HandshakeType.ClientHello when ClientHelloView.TryParse(partial, out ClientHelloView client):
                facts.Publish(HelloFacts.Create(client, HelloCarrier.Tls));
                break;
            case HandshakeType.ServerHello when ServerHelloView.TryParse(partial, out ServerHelloView server):
                facts.Publish(HelloFacts.Create(server, HelloCarrier.Tls));
                break;
            default:
                break;
        }
    }
}
