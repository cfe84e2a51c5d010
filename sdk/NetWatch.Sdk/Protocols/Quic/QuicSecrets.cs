using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// The key schedule of QUIC (RFC 9001 §5, §6; RFC 9369 §3.3): Initial secrets from a connection id, keys from secrets, and the secret
/// after a key update. Pure functions, safe on packet threads; a few microseconds and some small objects of the framework each, so once
/// for a connection, never for a packet.
/// </summary>
public static class QuicSecrets
{
    /// <summary>Length of an Initial secret in bytes.</summary>
    public const int InitialLength = 32;

    const int MaxLabel = 32;

    /// <summary>Derives the secrets that protect the Initial packets of both sides.</summary>
    /// <param name="version">A version with a <see cref="QuicVersion.InitialSalt"/>.</param>
    /// <param name="destinationId">The destination connection id of the client's first Initial, or of its first one after a Retry.</param>
    /// <param name="client">Takes the client's secret; <see cref="InitialLength"/> bytes.</param>
    /// <param name="server">Takes the server's secret; <see cref="InitialLength"/> bytes.</param>
    /// <returns>False, and nothing written, when the version has no salt.</returns>
    public static bool TryDeriveInitial(QuicVersion version, ReadOnlySpan<byte> destinationId, Span<byte> client, Span<byte> server)
    {
        ReadOnlySpan<byte> salt = version.InitialSalt;
        if (salt.IsEmpty) return false;
        Span<byte> common = stackalloc byte[InitialLength];
        HKDF.Extract(HashAlgorithmName.SHA256, destinationId, salt, common);
        ExpandLabel(HashAlgorithmName.SHA256, common, "client in"u8, client[..InitialLength]);
        ExpandLabel(HashAlgorithmName.SHA256, common, "server in"u8, server[..InitialLength]);
        return true;
    }

    /// <summary>HKDF-Expand-Label of TLS 1.3 without a context (RFC 8446 §7.1).</summary>
    /// <param name="hash">The hash of the cipher suite: SHA-256 or SHA-384.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="label">The label without <c>tls13 </c> in front; at most 32 bytes.</param>
    /// <param name="output">Takes what is derived; at most 255 times the length of the hash.</param>
    /// <exception cref="ArgumentException">The label is too long.</exception>
    public static void ExpandLabel(HashAlgorithmName hash, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, Span<byte> output)
    {
        if (label.Length > MaxLabel) throw new ArgumentException("The label is longer than 32 bytes.", nameof(label));
        ReadOnlySpan<byte> prefix = "tls13 "u8;
        Span<byte> info = stackalloc byte[2 + 1 + 6 + MaxLabel + 1];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)output.Length);
        info[2] = (byte)(prefix.Length + label.Length);
        prefix.CopyTo(info[3..]);
        label.CopyTo(info[(3 + prefix.Length)..]);
        int length = 3 + prefix.Length + label.Length;
        info[length++] = 0;
        HKDF.Expand(hash, secret, output, info[..length]);
    }

    /// <summary>Derives the secret that follows at a key update (RFC 9001 §6.1).</summary>
    /// <param name="version">The version, for its label.</param>
    /// <param name="suite">The cipher suite, for its hash.</param>
    /// <param name="secret">The secret in use.</param>
    /// <param name="next">Takes the next one; as long as <paramref name="secret"/>.</param>
    public static void DeriveNext(QuicVersion version, QuicCipherSuite suite, ReadOnlySpan<byte> secret, Span<byte> next) =>
        ExpandLabel(suite.Hash, secret, version.UpdateLabel, next[..secret.Length]);
}
