namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// The protection of the Initial packets of both sides, from the connection id that the client chose (RFC 9001 §5.2). Anyone who sees the
/// first packet can make it; it keeps nothing secret. One object serves one connection on one thread.
/// </summary>
public sealed class QuicInitialKeys : IDisposable
{
    readonly QuicVersion _version;
    readonly byte[] _clientSecret;
    readonly byte[] _serverSecret;
    QuicPacketProtection? _client;
    QuicPacketProtection? _server;

    QuicInitialKeys(QuicVersion version, byte[] clientSecret, byte[] serverSecret) =>
        (_version, _clientSecret, _serverSecret) = (version, clientSecret, serverSecret);

    /// <summary>Opens what the client sent.</summary>
    public QuicPacketProtection Client => _client ??= Protection(_clientSecret);

    /// <summary>Opens what the server sent.</summary>
    public QuicPacketProtection Server => _server ??= Protection(_serverSecret);

    // Made when its side has spoken: many a first packet is never answered.
    QuicPacketProtection Protection(byte[] secret) => new(_version, new QuicCipherSuite(QuicCipherSuite.Aes128Gcm), secret);

    /// <summary>Derives the keys: some tens of microseconds, so once for a connection.</summary>
    /// <param name="version">The version of the packet.</param>
    /// <param name="destinationId">The destination connection id of the client's first Initial, or of its first one after a Retry.</param>
    /// <returns>Null when the version is not known.</returns>
    public static QuicInitialKeys? TryDerive(QuicVersion version, ReadOnlySpan<byte> destinationId)
    {
        byte[] client = new byte[QuicSecrets.InitialLength], server = new byte[QuicSecrets.InitialLength];
        return QuicSecrets.TryDeriveInitial(version, destinationId, client, server) ? new QuicInitialKeys(version, client, server) : null;
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        _client?.Dispose();
        _server?.Dispose();
    }
}
