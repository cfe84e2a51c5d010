namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// The protection of the Initial packets of both sides, from the connection id that the client chose (RFC 9001 §5.2). Anyone who sees the
/// first packet can make it; it keeps nothing secret. One object serves one connection on one thread.
/// </summary>
public sealed class QuicInitialKeys : IDisposable
{
    QuicInitialKeys(QuicPacketProtection client, QuicPacketProtection server) => (Client, Server) = (client, server);

    /// <summary>Opens what the client sent.</summary>
    public QuicPacketProtection Client { get; }

    /// <summary>Opens what the server sent.</summary>
    public QuicPacketProtection Server { get; }

    /// <summary>Derives the keys: some tens of microseconds, so once for a connection.</summary>
    /// <param name="version">The version of the packet.</param>
    /// <param name="destinationId">The destination connection id of the client's first Initial, or of its first one after a Retry.</param>
    /// <returns>Null when the version is not known.</returns>
    public static QuicInitialKeys? TryDerive(QuicVersion version, ReadOnlySpan<byte> destinationId)
    {
        Span<byte> client = stackalloc byte[QuicSecrets.InitialLength];
        Span<byte> server = stackalloc byte[QuicSecrets.InitialLength];
        if (!QuicSecrets.TryDeriveInitial(version, destinationId, client, server)) return null;
        var suite = new QuicCipherSuite(QuicCipherSuite.Aes128Gcm);
        return new QuicInitialKeys(new QuicPacketProtection(version, suite, client), new QuicPacketProtection(version, suite, server));
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
