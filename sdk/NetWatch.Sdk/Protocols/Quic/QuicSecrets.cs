using System.Buffers.Binary;
using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// The key schedule of QUIC (RFC 9001 §5, §6; RFC 9369 §3.3): Initial secrets from a connection id, keys from secrets, and the secret
/// after a key update. Pure functions, safe on packet threads; a few microseconds each, and with SHA-384 some small objects of the framework, so
/// once for a connection, never for a packet.
/// </summary>
public static class QuicSecrets
{
    /// <summary>Length of an Initial secret in bytes.</summary>
    public const int InitialLength = 32;

    const int MaxLabel = 32;

    // Length of the output, of the label and of the context, and the prefix of all labels.
    const int MaxInfo = 2 + 1 + 6 + MaxLabel + 1;

    static readonly uint[] SaltKeys = MakeSaltKeys();

    /// <summary>Derives the secrets that protect the Initial packets of both sides.</summary>
    /// <param name="version">A version with a <see cref="QuicVersion.InitialSalt"/>.</param>
    /// <param name="destinationId">The destination connection id of the client's first Initial, or of its first one after a Retry.</param>
    /// <param name="client">Takes the client's secret; <see cref="InitialLength"/> bytes.</param>
    /// <param name="server">Takes the server's secret; <see cref="InitialLength"/> bytes.</param>
    /// <returns>False, and nothing written, when the version has no salt.</returns>
    public static bool TryDeriveInitial(QuicVersion version, ReadOnlySpan<byte> destinationId, Span<byte> client, Span<byte> server)
    {
        Span<uint> common = stackalloc uint[HmacSha256.KeyWords];
        if (!TryExtractInitial(version, destinationId, common)) return false;
        ExpandLabel(common, ClientLabel, client[..InitialLength]);
        ExpandLabel(common, ServerLabel, server[..InitialLength]);
        return true;
    }

    /// <summary>The label of the client's Initial secret (RFC 9001 §5.2).</summary>
    internal static ReadOnlySpan<byte> ClientLabel => "client in"u8;

    /// <summary>The label of the server's Initial secret.</summary>
    internal static ReadOnlySpan<byte> ServerLabel => "server in"u8;

    /// <summary>Makes what the Initial secrets of both sides follow from, ready for <see cref="ExpandLabel(ReadOnlySpan{uint}, ReadOnlySpan{byte}, Span{byte})"/>.</summary>
    internal static bool TryExtractInitial(QuicVersion version, ReadOnlySpan<byte> destinationId, Span<uint> common)
    {
        int salt = version.SaltNumber;
        if (salt == 0) return false;
        Span<byte> secret = stackalloc byte[InitialLength];
        HmacSha256.Hash(SaltKeys.AsSpan(salt * HmacSha256.KeyWords, HmacSha256.KeyWords), destinationId, secret);
        HmacSha256.MakeKey(secret, common);
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
        if (hash == HashAlgorithmName.SHA256 && secret.Length is >= Sha256.Size and <= Sha256.BlockSize && output.Length <= byte.MaxValue * Sha256.Size)
        {
            Span<uint> key = stackalloc uint[HmacSha256.KeyWords];
            HmacSha256.MakeKey(secret, key);
            ExpandLabel(key, label, output);
            return;
        }

        Span<byte> info = stackalloc byte[MaxInfo];
        HKDF.Expand(hash, secret, output, info[..WriteInfo(label, output.Length, info)]);
    }

    /// <summary>The same with SHA-256 and a secret that was made a key, for several labels.</summary>
    internal static void ExpandLabel(ReadOnlySpan<uint> key, ReadOnlySpan<byte> label, Span<byte> output)
    {
        Span<byte> info = stackalloc byte[MaxInfo];
        HmacSha256.Expand(key, info[..WriteInfo(label, output.Length, info)], output);
    }

    static int WriteInfo(ReadOnlySpan<byte> label, int outputLength, Span<byte> info)
    {
        ReadOnlySpan<byte> prefix = "tls13 "u8;
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)outputLength);
        info[2] = (byte)(prefix.Length + label.Length);
        prefix.CopyTo(info[3..]);
        label.CopyTo(info[(3 + prefix.Length)..]);
        int length = 3 + prefix.Length + label.Length;
        info[length++] = 0;
        return length;
    }

    // Each salt as a key, one behind the other; the first place is that of none.
    static uint[] MakeSaltKeys()
    {
        uint[] keys = new uint[(QuicVersion.Salts + 1) * HmacSha256.KeyWords];
        for (int salt = 1; salt <= QuicVersion.Salts; salt++) HmacSha256.MakeKey(QuicVersion.SaltOf(salt), keys.AsSpan(salt * HmacSha256.KeyWords));
        return keys;
    }

    /// <summary>Derives the secret that follows at a key update (RFC 9001 §6.1).</summary>
    /// <param name="version">The version, for its label.</param>
    /// <param name="suite">The cipher suite, for its hash.</param>
    /// <param name="secret">The secret in use.</param>
    /// <param name="next">Takes the next one; as long as <paramref name="secret"/>.</param>
    public static void DeriveNext(QuicVersion version, QuicCipherSuite suite, ReadOnlySpan<byte> secret, Span<byte> next) =>
        ExpandLabel(suite.Hash, secret, version.UpdateLabel, next[..secret.Length]);
}
