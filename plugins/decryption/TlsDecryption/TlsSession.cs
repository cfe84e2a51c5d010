using System.Buffers;
using System.Security.Cryptography;
using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>What the handshake of a connection has said, as far as keys depend on it. A renegotiation says it anew.</summary>
sealed class TlsSession(SessionCache sessions, SuiteTable suites)
{
    const int RandomLength = 32;
    const int MaxTranscript = 128 << 10;

    readonly byte[] _clientRandom = new byte[RandomLength];
    readonly byte[] _serverRandom = new byte[RandomLength];
    readonly ArrayBufferWriter<byte> _clientHello = new(), _clientRest = new(), _fromServer = new();
    byte[] _offeredSession = [], _offeredTicket = [], _chosenSession = [], _newTicket = [];
    byte[] _encryptedPremaster = [];
    byte[]? _master;
    bool _hasExtendedMaster;
    bool _isTranscriptWhole;

    internal bool HasClientHello { get; private set; }

    internal bool HasServerHello { get; private set; }

    /// <summary>Which end of the flow is the client of TLS.</summary>
    internal FlowDirection Client { get; private set; }

    internal ushort Version { get; private set; }

    /// <summary>The suite; null while not known.</summary>
    internal SuiteInfo? Suite { get; set; }

    internal bool EncryptsThenMacs { get; private set; }

    /// <summary>How records are compressed: 0 not at all, 1 with DEFLATE (RFC 3749).</summary>
    internal byte Compression { get; private set; }

    /// <summary>Whether the client announces early data.</summary>
    internal bool OffersEarlyData { get; private set; }

    /// <summary>Whether the server has refused the early data, as far as was seen: then it is sent again.</summary>
    internal bool RefusesEarlyData { get; set; }

    internal bool Is13 => TlsVersions.Is13(Version);

    internal ReadOnlySpan<byte> ClientRandom => _clientRandom;

    internal ReadOnlySpan<byte> ServerRandom => _serverRandom;

    /// <summary>The hash of the PRF; MD5 stands for MD5 and SHA-1 before TLS 1.2.</summary>
    internal HashAlgorithmName PrfHash => Version < TlsVersions.Tls12 ? HashAlgorithmName.MD5 : Suite!.Hash;

    /// <summary>Grows whenever something new was said.</summary>
    internal int Changes { get; private set; }

    internal void Start()
    {
        HasClientHello = HasServerHello = false;
        Client = FlowDirection.FromInitiator;
        Version = 0;
        Suite = null;
        Forget();
    }

    void Forget()
    {
        _offeredSession = _offeredTicket = _chosenSession = _newTicket = _encryptedPremaster = [];
        if (_master is not null) CryptographicOperations.ZeroMemory(_master);
        _master = null;
        _hasExtendedMaster = EncryptsThenMacs = RefusesEarlyData = false;
        Compression = 0;
        _isTranscriptWhole = true;
        _clientHello.ResetWrittenCount();
        _clientRest.ResetWrittenCount();
        _fromServer.ResetWrittenCount();
    }

    /// <summary>A message with its header.</summary>
    internal void OnMessage(FlowDirection direction, ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> body = message[HandshakeReader.HeaderLength..];
        switch (message[0])
        {
            case HandshakeType.ClientHello when ClientHelloView.TryParse(body, out ClientHelloView hello):
                OnClientHello(direction, hello);
                break;
            case HandshakeType.ServerHello when ServerHelloView.TryParse(body, out ServerHelloView hello):
                OnServerHello(direction, hello, body);
                break;
            case HandshakeType.ClientKeyExchange:
                OnClientKeyExchange(body);
                break;
            case HandshakeType.NewSessionTicket when !Is13:
                OnTicket(body);
                break;
        }

        Record(direction, message);
    }

    void OnClientHello(FlowDirection direction, in ClientHelloView hello)
    {
        // The second hello after a retry has the random of the first (RFC 8446 §4.1.2).
        bool isOvertaken = HasServerHello && !HasClientHello && direction == Client;
        if (!isOvertaken)
        {
            Forget();
            HasServerHello = false;
        }

        HasClientHello = true;
        Client = direction;
        hello.Random.CopyTo(_clientRandom);
        _offeredSession = hello.SessionId.ToArray();
        if (hello.TryGetExtension(TlsExtensionType.SessionTicket, out ReadOnlySpan<byte> ticket)) _offeredTicket = ticket.ToArray();
        OffersEarlyData = hello.TryGetExtension(EarlyData, out _);
        Changes++;
    }

    /// <summary>A hello in the format of SSLv2 (RFC 5246 appendix E.2): its challenge stands at the end of the random.</summary>
    internal void OnOldClientHello(FlowDirection direction, ReadOnlySpan<byte> challenge)
    {
        Forget();
        HasClientHello = true;
        Client = direction;
        _clientRandom.AsSpan().Clear();
        challenge.CopyTo(_clientRandom.AsSpan(RandomLength - challenge.Length));
        _isTranscriptWhole = false;
        Changes++;
    }

    void OnServerHello(FlowDirection direction, in ServerHelloView hello, ReadOnlySpan<byte> body)
    {
        if (hello.IsHelloRetryRequest) return;
        if (!HasClientHello) Client = direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        HasServerHello = true;
        hello.Random.CopyTo(_serverRandom);
        Version = hello.SelectedVersion();
        Suite = suites[hello.CipherSuite];
        _chosenSession = hello.SessionId.ToArray();
        EncryptsThenMacs = hello.TryGetExtension(EncryptThenMac, out _) && !Suite.IsAead;
        _hasExtendedMaster = hello.TryGetExtension(ExtendedMasterSecret, out _);
        // Version, random, session id with its length, suite: then the compression method.
        int compression = 2 + RandomLength + 1 + hello.SessionId.Length + 2;
        if (!Is13 && body.Length > compression) Compression = body[compression];
        Changes++;
    }

    // RFC 7366 and RFC 7627.
    const ushort EncryptThenMac = 22, ExtendedMasterSecret = 23;

    /// <summary>early_data (RFC 8446 §4.2.10).</summary>
    internal const ushort EarlyData = 42;

    // RFC 5246 §7.4.7.1: with RSA the message is the encrypted premaster secret with its length; SSLv3 leaves the length out.
    void OnClientKeyExchange(ReadOnlySpan<byte> body)
    {
        if (body.Length >= 10) _encryptedPremaster = body.Slice(Version == TlsVersions.Ssl30 ? 0 : 2, 8).ToArray();
        Changes++;
    }

    // RFC 5077 §3.3: lifetime, then the ticket.
    void OnTicket(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        if (!reader.TrySkip(4) || !reader.TryReadVector16(out ReadOnlySpan<byte> ticket)) return;
        _newTicket = ticket.ToArray();
        if (_master is not null) sessions.Add(_newTicket, _master);
    }

    // The hash of the session goes over all messages up to the key exchange (RFC 7627 §3), which come in flights: the hello of the client,
    // then all of the server, then the client again.
    void Record(FlowDirection direction, ReadOnlySpan<byte> message)
    {
        if (!_isTranscriptWhole || message[0] is HandshakeType.HelloRequest or HandshakeType.NewSessionTicket or HandshakeType.Finished) return;
        if (_clientRest.WrittenCount + _fromServer.WrittenCount + message.Length > MaxTranscript)
        {
            _isTranscriptWhole = false;
            return;
        }

        ArrayBufferWriter<byte> target = message[0] == HandshakeType.ClientHello ? _clientHello : direction == Client ? _clientRest : _fromServer;
        if (_clientRest.WrittenCount > 0 && direction == Client && _encryptedPremaster.Length > 0 && message[0] != HandshakeType.ClientKeyExchange) return;
        target.Write(message);
    }

    /// <summary>A message was lost, so that no hash over all of them can be made.</summary>
    internal void LoseMessage() => _isTranscriptWhole = false;

    /// <summary>The master secret of TLS 1.2 and before; null while the ring does not have what it takes.</summary>
    internal byte[]? FindMaster(IKeyRing keys)
    {
        if (_master is not null) return _master;
        _master = Logged(keys) ?? FromPremaster(keys) ?? Resumed();
        if (_master is null) return null;
        sessions.Add(_chosenSession, _master);
        sessions.Add(_newTicket, _master);
        return _master;
    }

    byte[]? Logged(IKeyRing keys)
    {
        if (keys.TryFind(KeyLogLabels.ClientRandom, _clientRandom, out ReadOnlyMemory<byte> secret) && secret.Length == 48) return secret.ToArray();
        return _chosenSession.Length > 0 && keys.TryFind(KeyLogLabels.RsaSession, _chosenSession, out secret) && secret.Length == 48 ? secret.ToArray() : null;
    }

    byte[]? FromPremaster(IKeyRing keys)
    {
        bool isFound = keys.TryFind(KeyLogLabels.PremasterClientRandom, _clientRandom, out ReadOnlyMemory<byte> premaster)
            || (_encryptedPremaster.Length > 0 && keys.TryFind(KeyLogLabels.Rsa, _encryptedPremaster, out premaster));
        if (!isFound || Suite is null) return null;
        byte[] master = new byte[48];
        if (!_hasExtendedMaster)
        {
            Prf.Fill(PrfHash, premaster.Span, "master secret", [.. _clientRandom, .. _serverRandom], master);
            return master;
        }

        if (!_isTranscriptWhole) return null;
        Prf.Fill(PrfHash, premaster.Span, "extended master secret", HashTranscript(), master);
        return master;
    }

    byte[] HashTranscript()
    {
        byte[] all = [.. _clientHello.WrittenSpan, .. _fromServer.WrittenSpan, .. _clientRest.WrittenSpan];
        if (PrfHash == HashAlgorithmName.MD5)
        {
            using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
            md5.AppendData(all);
            sha1.AppendData(all);
            return [.. md5.GetHashAndReset(), .. sha1.GetHashAndReset()];
        }

        return PrfHash == HashAlgorithmName.SHA384 ? SHA384.HashData(all) : SHA256.HashData(all);
    }

    // The server says yes to a session id by sending it back (RFC 5246 §7.3), and to a ticket by going on without a key exchange.
    byte[]? Resumed()
    {
        if (_encryptedPremaster.Length > 0) return null;
        byte[]? byId = _chosenSession.AsSpan().SequenceEqual(_offeredSession) ? sessions.Find(_chosenSession) : null;
        return byId ?? sessions.Find(_offeredTicket);
    }

    /// <summary>Whether the client offers a session whose master secret is known.</summary>
    internal bool OffersKnownSession => sessions.Knows(_offeredSession) || sessions.Knows(_offeredTicket);

    /// <summary>Wipes what is secret.</summary>
    internal void End() => Forget();
}
