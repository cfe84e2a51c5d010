using System.Security.Cryptography;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>A TLS 1.3 cipher suite as QUIC uses it (RFC 9001 §5.3). Costs nothing to make.</summary>
/// <param name="Number">Its number in TLS, for instance 0x1301.</param>
public readonly record struct QuicCipherSuite(ushort Number)
{
    /// <summary>TLS_AES_128_GCM_SHA256, which also protects Initial packets.</summary>
    public const ushort Aes128Gcm = 0x1301;

    /// <summary>TLS_AES_256_GCM_SHA384.</summary>
    public const ushort Aes256Gcm = 0x1302;

    /// <summary>TLS_CHACHA20_POLY1305_SHA256.</summary>
    public const ushort ChaCha20Poly1305 = 0x1303;

    /// <summary>TLS_AES_128_CCM_SHA256.</summary>
    public const ushort Aes128Ccm = 0x1304;

    /// <summary>Whether QUIC may use it; the CCM suite with a short tag is not allowed (RFC 9001 §5.3).</summary>
    public bool IsKnown => Number is >= Aes128Gcm and <= Aes128Ccm;

    /// <summary>The hash of its key schedule.</summary>
    public HashAlgorithmName Hash => Number == Aes256Gcm ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    /// <summary>Length of its secrets in bytes: 48 with SHA-384, otherwise 32.</summary>
    public int SecretLength => Number == Aes256Gcm ? 48 : 32;

    /// <summary>Length of its keys in bytes, those of header protection included: 16 or 32.</summary>
    public int KeyLength => Number is Aes256Gcm or ChaCha20Poly1305 ? 32 : 16;

    /// <summary>Whether header protection is made with ChaCha20 rather than AES (RFC 9001 §5.4.3, §5.4.4).</summary>
    public bool IsChaCha20 => Number == ChaCha20Poly1305;
}
