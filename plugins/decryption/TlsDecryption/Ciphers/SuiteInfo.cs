using System.Security.Cryptography;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>What a cipher suite means for records, read from its registered name.</summary>
sealed class SuiteInfo
{
    SuiteInfo(ushort id, string name) => (Id, Name) = (id, name);

    internal ushort Id { get; }

    internal string Name { get; }

    /// <summary>None when it can't be decrypted: <see cref="Algorithm"/> says what it is then.</summary>
    internal BulkCipher Cipher { get; private init; }

    /// <summary>The encryption as named, for instance <c>RC4_128</c>.</summary>
    internal string Algorithm { get; private init; } = "";

    internal int KeyLength { get; private init; }

    /// <summary>The hash of the MAC of suites that have one.</summary>
    internal HashAlgorithmName Mac { get; private init; }

    /// <summary>The hash of the key schedule, from TLS 1.2 on.</summary>
    internal HashAlgorithmName Hash { get; private init; }

    internal bool IsAead => Cipher is BulkCipher.AesGcm or BulkCipher.AesCcm or BulkCipher.AesCcm8 or BulkCipher.ChaCha20Poly1305;

    internal int MacLength => IsAead ? 0 : LengthOf(Mac);

    internal int BlockLength => Cipher == BulkCipher.TripleDesCbc ? 8 : Cipher == BulkCipher.AesCbc ? 16 : 0;

    internal static int LengthOf(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA384 ? 48 : hash == HashAlgorithmName.SHA256 ? 32 : hash == HashAlgorithmName.SHA1 ? 20 : 16;

    /// <summary>Reads the name: <c>TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256</c> or <c>TLS_AES_128_GCM_SHA256</c>.</summary>
    internal static SuiteInfo Of(ushort id)
    {
        string name = TlsNames.CipherSuite(id);
        int with = name.IndexOf("_WITH_", StringComparison.Ordinal);
        string rest = with >= 0 ? name[(with + 6)..] : name.StartsWith("TLS_", StringComparison.Ordinal) ? name[4..] : name;
        BulkCipher cipher = CipherOf(rest);
        string last = rest[(rest.LastIndexOf('_') + 1)..];
        return new SuiteInfo(id, name)
        {
            Cipher = cipher,
            Algorithm = cipher == BulkCipher.None && rest.LastIndexOf('_') is > 0 and var end ? rest[..end] : rest,
            KeyLength = rest.Contains("_256_", StringComparison.Ordinal) || cipher == BulkCipher.ChaCha20Poly1305 ? 32
                : cipher == BulkCipher.TripleDesCbc ? 24 : cipher == BulkCipher.Null ? 0 : 16,
            Mac = last switch { "SHA384" => HashAlgorithmName.SHA384, "SHA256" => HashAlgorithmName.SHA256, "MD5" => HashAlgorithmName.MD5, _ => HashAlgorithmName.SHA1 },
            // Suites that name no hash, or an older one, use SHA-256 in TLS 1.2 (RFC 5246 §5).
            Hash = last == "SHA384" ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256,
        };
    }

    // EXPORT suites cut their keys down, so only whole names count.
    static BulkCipher CipherOf(string rest) => rest switch
    {
        _ when Begins(rest, "AES_128_GCM", "AES_256_GCM") => BulkCipher.AesGcm,
        _ when Begins(rest, "AES_128_CCM_8", "AES_256_CCM_8") => BulkCipher.AesCcm8,
        _ when Begins(rest, "AES_128_CCM", "AES_256_CCM") => BulkCipher.AesCcm,
        _ when Begins(rest, "CHACHA20_POLY1305") => BulkCipher.ChaCha20Poly1305,
        _ when Begins(rest, "AES_128_CBC", "AES_256_CBC") => BulkCipher.AesCbc,
        _ when Begins(rest, "3DES_EDE_CBC") => BulkCipher.TripleDesCbc,
        "NULL_MD5" or "NULL_SHA" or "NULL_SHA256" or "NULL_SHA384" => BulkCipher.Null,
        _ => BulkCipher.None,
    };

    static bool Begins(string rest, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
