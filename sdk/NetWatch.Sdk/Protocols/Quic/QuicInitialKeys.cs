using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// The protection of the Initial packets of both sides, from the connection id that the client chose (RFC 9001 §5.2). Anyone who sees the
/// first packet can make it; it keeps nothing secret. One object serves one connection on one thread.
/// </summary>
public sealed class QuicInitialKeys : IDisposable
{
    readonly uint[] _common = new uint[HmacSha256.KeyWords];
    readonly QuicPacketProtection _client = new();
    QuicPacketProtection? _server;
    QuicVersion _version;
    bool _hasClient, _hasServer;

    /// <summary>Makes one without keys, which have to be set before it is used.</summary>
    internal QuicInitialKeys()
    {
    }

    /// <summary>Opens what the client sent.</summary>
    public QuicPacketProtection Client
    {
        get
        {
            if (!_hasClient) Make(_client, QuicSecrets.ClientLabel);
            _hasClient = true;
            return _client;
        }
    }

    /// <summary>Opens what the server sent.</summary>
    public QuicPacketProtection Server
    {
        get
        {
            _server ??= new QuicPacketProtection();
            if (!_hasServer) Make(_server, QuicSecrets.ServerLabel);
            _hasServer = true;
            return _server;
        }
    }

    /// <summary>Derives the keys: some microseconds, so once for a connection.</summary>
    /// <param name="version">The version of the packet.</param>
    /// <param name="destinationId">The destination connection id of the client's first Initial, or of its first one after a Retry.</param>
    /// <returns>Null when the version is not known.</returns>
    public static QuicInitialKeys? TryDerive(QuicVersion version, ReadOnlySpan<byte> destinationId)
    {
        var keys = new QuicInitialKeys();
        return keys.TrySet(version, destinationId) ? keys : null;
    }

    /// <summary>Takes the keys of another connection; false, and nothing changed, when the version is not known.</summary>
    internal bool TrySet(QuicVersion version, ReadOnlySpan<byte> destinationId)
    {
        if (!QuicSecrets.TryExtractInitial(version, destinationId, _common)) return false;
        _version = version;
        _hasClient = _hasServer = false;
        return true;
    }

    // Made when its side has spoken: many a first packet is never answered.
    void Make(QuicPacketProtection protection, ReadOnlySpan<byte> label)
    {
        Span<byte> secret = stackalloc byte[QuicSecrets.InitialLength];
        Span<uint> key = stackalloc uint[HmacSha256.KeyWords];
        QuicSecrets.ExpandLabel(_common, label, secret);
        HmacSha256.MakeKey(secret, key);
        protection.SetInitial(_version, key);
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _server?.Dispose();
    }
}
