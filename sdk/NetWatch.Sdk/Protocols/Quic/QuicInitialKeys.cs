namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// The protection of the Initial packets of both sides, from the connection id that the client chose (RFC 9001 §5.2). Anyone who sees the
/// first packet can make it; it keeps nothing secret. One object serves one connection on one thread.
/// </summary>
public sealed class QuicInitialKeys : IDisposable
{
    readonly QuicVersion _version;
    readonly byte[] _serverSecret = new byte[QuicSecrets.InitialLength];
    QuicPacketProtection? _server;

    QuicInitialKeys(QuicVersion version, ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        _version = version;
        server.CopyTo(_serverSecret);
        Client = new QuicPacketProtection(version, new QuicCipherSuite(QuicCipherSuite.Aes128Gcm), client);
    }

    /// <summary>Opens what the client sent.</summary>
    public QuicPacketProtection Client { get; }

    /// <summary>Opens what the server sent. Made when it is asked for: forged packets of clients need none.</summary>
    public QuicPacketProtection Server =>
        _server ??= new QuicPacketProtection(_version, new QuicCipherSuite(QuicCipherSuite.Aes128Gcm), _serverSecret);

    /// <summary>Derives the keys: some tens of microseconds, so once for a connection.</summary>
    /// <param name="version">The version of the packet.</param>
    /// <param name="destinationId">The destination connection id of the client's first Initial, or of its first one after a Retry.</param>
    /// <returns>Null when the version is not known.</returns>
    public static QuicInitialKeys? TryDerive(QuicVersion version, ReadOnlySpan<byte> destinationId)
    {
        Span<byte> client = stackalloc byte[QuicSecrets.InitialLength];
        Span<byte> server = stackalloc byte[QuicSecrets.InitialLength];
        if (!QuicSecrets.TryDeriveInitial(version, destinationId, client, server)) return null;
        return new QuicInitialKeys(version, client, server);
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        Client.Dispose();
        _server?.Dispose();
    }
}
