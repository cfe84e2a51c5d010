using System.Security.Cryptography;
using NetWatch.Plugins.TlsDecryption.Ciphers;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>Cuts the key block of TLS 1.2 and before into the keys of one direction (RFC 5246 §6.3).</summary>
static class KeyBlock
{
    /// <summary>The cipher of one direction.</summary>
    /// <param name="session">What was negotiated; suite and both randoms are known.</param>
    /// <param name="master">The master secret.</param>
    /// <param name="isClient">Which end writes with it.</param>
    internal static RecordCipher MakeCipher(TlsSession session, ReadOnlySpan<byte> master, bool isClient)
    {
        SuiteInfo suite = session.Suite!;
        int macLength = suite.MacLength, ivLength = IvLength(session);
        Span<byte> block = stackalloc byte[2 * (macLength + suite.KeyLength + ivLength)];
        byte[] seed = [.. session.ServerRandom, .. session.ClientRandom];
        Prf.Fill(session.PrfHash, master, "key expansion", seed, block);
        int side = isClient ? 0 : 1;
        Span<byte> mac = block.Slice(side * macLength, macLength);
        Span<byte> key = block.Slice(2 * macLength + side * suite.KeyLength, suite.KeyLength);
        Span<byte> iv = block.Slice(2 * (macLength + suite.KeyLength) + side * ivLength, ivLength);
        RecordCipher cipher = Make(session, suite, key, mac, iv);
        CryptographicOperations.ZeroMemory(block);
        return cipher;
    }

    static RecordCipher Make(TlsSession session, SuiteInfo suite, ReadOnlySpan<byte> key, ReadOnlySpan<byte> mac, ReadOnlySpan<byte> iv)
    {
        if (suite.IsAead) return new AeadCipher12(new Aead(suite.Cipher, key), iv.ToArray());
        if (suite.Cipher == BulkCipher.Null) return new NullCipher(suite.Mac, mac);
        return new CbcCipher(suite, key, mac, session.Version <= TlsVersions.Tls10 ? iv.ToArray() : null, session.EncryptsThenMacs);
    }

    static int IvLength(TlsSession session) => session.Suite!.Cipher switch
    {
        BulkCipher.AesGcm or BulkCipher.AesCcm or BulkCipher.AesCcm8 => 4,
        BulkCipher.ChaCha20Poly1305 => 12,
        BulkCipher.AesCbc or BulkCipher.TripleDesCbc => session.Version <= TlsVersions.Tls10 ? session.Suite.BlockLength : 0,
        _ => 0,
    };
}
