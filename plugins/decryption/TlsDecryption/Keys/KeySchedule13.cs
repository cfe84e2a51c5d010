using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NetWatch.Plugins.TlsDecryption.Ciphers;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>The part of the key schedule of TLS 1.3 that starts at traffic secrets (RFC 8446 §7.1 to §7.3).</summary>
static class KeySchedule13
{
    /// <summary>HKDF-Expand-Label with an empty context.</summary>
    /// <param name="hash">The hash of the suite.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="label">The label without its prefix.</param>
    /// <param name="version">The version; drafts before 20 had another prefix.</param>
    /// <param name="output">Filled.</param>
    internal static void ExpandLabel(HashAlgorithmName hash, ReadOnlySpan<byte> secret, string label, ushort version, Span<byte> output)
    {
        string full = (version is >= 0x7F00 and < 0x7F14 ? "TLS 1.3, " : "tls13 ") + label;
        Span<byte> info = stackalloc byte[4 + full.Length];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)output.Length);
        info[2] = (byte)full.Length;
        Encoding.ASCII.GetBytes(full, info[3..]);
        info[^1] = 0;
        HKDF.Expand(hash, secret, output, info);
    }

    /// <summary>The cipher of a traffic secret.</summary>
    internal static RecordCipher MakeCipher(SuiteInfo suite, ushort version, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[suite.KeyLength];
        byte[] iv = new byte[12];
        ExpandLabel(suite.Hash, secret, "key", version, key);
        ExpandLabel(suite.Hash, secret, "iv", version, iv);
        var aead = new Aead(suite.Cipher, key);
        CryptographicOperations.ZeroMemory(key);
        return new AeadCipher13(aead, iv, authenticatesHeader: version is < 0x7F00 or > 0x7F18);
    }

    /// <summary>The secret after a KeyUpdate.</summary>
    internal static byte[] NextSecret(SuiteInfo suite, ushort version, ReadOnlySpan<byte> secret)
    {
        byte[] next = new byte[secret.Length];
        ExpandLabel(suite.Hash, secret, version is >= 0x7F00 and < 0x7F14 ? "application traffic secret" : "traffic upd", version, next);
        return next;
    }
}
