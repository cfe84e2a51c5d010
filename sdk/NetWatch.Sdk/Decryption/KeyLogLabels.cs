namespace NetWatch.Sdk.Decryption;

/// <summary>
/// Labels of the NSS key log format (RFC 9850 "The SSLKEYLOGFILE Format for TLS", and what NSS and OpenSSL wrote before). Labels that are not
/// here are kept in the ring too.
/// </summary>
public static class KeyLogLabels
{
    /// <summary>TLS 1.2 and before: the 48-byte master secret, by client random.</summary>
    public const string ClientRandom = "CLIENT_RANDOM";

    /// <summary>TLS 1.2 and before with RSA key exchange: the premaster secret, by the first 8 bytes of the encrypted premaster secret.</summary>
    public const string Rsa = "RSA";

    /// <summary>The form <c>RSA Session-ID:… Master-Key:…</c>: the master secret by session id.</summary>
    public const string RsaSession = "RSA Session-ID";

    /// <summary>TLS 1.2 and before: the premaster secret, by client random.</summary>
    public const string PremasterClientRandom = "PMS_CLIENT_RANDOM";

    /// <summary>TLS 1.3: protects 0-RTT data.</summary>
    public const string ClientEarlyTraffic = "CLIENT_EARLY_TRAFFIC_SECRET";

    /// <summary>TLS 1.3: protects the client's handshake messages.</summary>
    public const string ClientHandshakeTraffic = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";

    /// <summary>TLS 1.3: protects the server's handshake messages.</summary>
    public const string ServerHandshakeTraffic = "SERVER_HANDSHAKE_TRAFFIC_SECRET";

    /// <summary>
    /// TLS 1.3: protects the client's application data, first generation; after a KeyUpdate the number is one higher.
    /// </summary>
    public const string ClientTraffic = "CLIENT_TRAFFIC_SECRET_0";

    /// <summary>TLS 1.3: protects the server's application data, first generation.</summary>
    public const string ServerTraffic = "SERVER_TRAFFIC_SECRET_0";

    /// <summary>TLS 1.3: the exporter master secret.</summary>
    public const string Exporter = "EXPORTER_SECRET";

    /// <summary>TLS 1.3: the early exporter master secret.</summary>
    public const string EarlyExporter = "EARLY_EXPORTER_SECRET";

    /// <summary>Drafts of QUIC, for <see cref="ClientEarlyTraffic"/>.</summary>
    public const string QuicClientEarlyTraffic = "QUIC_CLIENT_EARLY_TRAFFIC_SECRET";

    /// <summary>Drafts of QUIC, for <see cref="ClientHandshakeTraffic"/>.</summary>
    public const string QuicClientHandshakeTraffic = "QUIC_CLIENT_HANDSHAKE_TRAFFIC_SECRET";

    /// <summary>Drafts of QUIC, for <see cref="ServerHandshakeTraffic"/>.</summary>
    public const string QuicServerHandshakeTraffic = "QUIC_SERVER_HANDSHAKE_TRAFFIC_SECRET";

    /// <summary>Drafts of QUIC, for <see cref="ClientTraffic"/>.</summary>
    public const string QuicClientTraffic = "QUIC_CLIENT_TRAFFIC_SECRET_0";

    /// <summary>Drafts of QUIC, for <see cref="ServerTraffic"/>.</summary>
    public const string QuicServerTraffic = "QUIC_SERVER_TRAFFIC_SECRET_0";
}
