using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// The suites that a secret may belong to. The ServerHello says which; where it was not captured, and for early data, whose suite is that of
/// the session before, the length of the secret leaves few, and only the right one opens anything.
/// </summary>
static class SuiteChoice
{
    internal static ReadOnlySpan<ushort> For(int secretLength, ushort chosen)
    {
        if (new QuicCipherSuite(chosen) is { IsKnown: true } suite && suite.SecretLength == secretLength && chosen != 0) return Single(chosen);
        return secretLength == 48 ? [QuicCipherSuite.Aes256Gcm] : Short;
    }

    static ReadOnlySpan<ushort> Short => [QuicCipherSuite.Aes128Gcm, QuicCipherSuite.ChaCha20Poly1305, QuicCipherSuite.Aes128Ccm];

    static ReadOnlySpan<ushort> Single(ushort suite) => suite switch
    {
        QuicCipherSuite.Aes128Gcm => [QuicCipherSuite.Aes128Gcm],
        QuicCipherSuite.Aes256Gcm => [QuicCipherSuite.Aes256Gcm],
        QuicCipherSuite.ChaCha20Poly1305 => [QuicCipherSuite.ChaCha20Poly1305],
        _ => [QuicCipherSuite.Aes128Ccm],
    };
}
