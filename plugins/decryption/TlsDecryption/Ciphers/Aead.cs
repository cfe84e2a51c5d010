using System.Security.Cryptography;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>The authenticated ciphers of TLS behind one face. Does not throw on what is not authentic.</summary>
sealed class Aead : IDisposable
{
    readonly AesGcm? _gcm;
    readonly AesCcm? _ccm;
    readonly ChaCha20Poly1305? _chacha;

    internal Aead(BulkCipher cipher, ReadOnlySpan<byte> key)
    {
        TagLength = cipher == BulkCipher.AesCcm8 ? 8 : 16;
        if (cipher == BulkCipher.AesGcm) _gcm = new AesGcm(key, TagLength);
        else if (cipher == BulkCipher.ChaCha20Poly1305) _chacha = new ChaCha20Poly1305(key);
        else _ccm = new AesCcm(key);
    }

    internal int TagLength { get; }

    internal bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes, Span<byte> output, ReadOnlySpan<byte> associated, out int length)
    {
        length = sealedBytes.Length - TagLength;
        if (length < 0 || output.Length < length) return false;
        ReadOnlySpan<byte> tag = sealedBytes[length..];
        try
        {
            if (_gcm is not null) _gcm.Decrypt(nonce, sealedBytes[..length], tag, output[..length], associated);
            else if (_chacha is not null) _chacha.Decrypt(nonce, sealedBytes[..length], tag, output[..length], associated);
            else _ccm!.Decrypt(nonce, sealedBytes[..length], tag, output[..length], associated);
            return true;
        }
        catch (CryptographicException)
        {
            length = 0;
            return false;
        }
    }

    public void Dispose()
    {
        _gcm?.Dispose();
        _ccm?.Dispose();
        _chacha?.Dispose();
    }
}
