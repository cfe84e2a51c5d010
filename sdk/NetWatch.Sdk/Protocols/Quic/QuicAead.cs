using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Opens the protected part of packets (RFC 9001 §5.3). One object serves one direction, level and key phase of one connection, on one
/// thread, and allocates nothing after it is made (with CCM the framework does, some bytes a packet). A packet that is not authentic is
/// an answer, not an exception: on the wire it costs a stranger nothing to send one.
/// </summary>
public sealed class QuicAead : IDisposable
{
    /// <summary>Length of the tag at the end of every packet, in bytes.</summary>
    public const int TagSize = 16;

    internal const int NonceSize = 12;

    readonly byte[] _iv = new byte[NonceSize];
    Aes128Gcm? _own;
    AesGcm? _gcm;
    AesCcm? _ccm;
    ChaCha20Poly1305? _chaCha;

    /// <summary>Makes it from a secret.</summary>
    /// <param name="version">The version, for its labels.</param>
    /// <param name="suite">A suite that <see cref="QuicCipherSuite.IsKnown"/>.</param>
    /// <param name="secret">The secret of the direction, level and key phase.</param>
    /// <exception cref="PlatformNotSupportedException">The system's library lacks the cipher.</exception>
    public QuicAead(QuicVersion version, QuicCipherSuite suite, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[suite.KeyLength], iv = stackalloc byte[NonceSize];
        QuicSecrets.ExpandLabel(suite.Hash, secret, version.KeyLabel, key);
        QuicSecrets.ExpandLabel(suite.Hash, secret, version.IvLabel, iv);
        SetKey(suite, key, iv);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Makes one without a key, which has to be set before anything is opened.</summary>
    internal QuicAead()
    {
    }

    /// <summary>Takes a key instead of the one before.</summary>
    internal void SetKey(QuicCipherSuite suite, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        iv.CopyTo(_iv);
        if (suite.Number != QuicCipherSuite.Aes128Gcm || !AesInstructions.AreThere)
        {
            SetFrameworkKey(suite, key);
            return;
        }

        _own ??= new Aes128Gcm();
        _own.SetKey(key);
    }

    // Apart, so that the library is not even looked for where nobody needs it.
    void SetFrameworkKey(QuicCipherSuite suite, ReadOnlySpan<byte> key)
    {
        Dispose();
        switch (suite.Number)
        {
            case QuicCipherSuite.ChaCha20Poly1305: _chaCha = new ChaCha20Poly1305(key); break;
            case QuicCipherSuite.Aes128Ccm: _ccm = new AesCcm(key); break;
            default: _gcm = new AesGcm(key, TagSize); break;
        }
    }

    /// <summary>Decrypts and checks.</summary>
    /// <param name="packetNumber">The whole packet number.</param>
    /// <param name="header">The header without its protection, packet number included.</param>
    /// <param name="payload">The encrypted bytes with the tag at their end.</param>
    /// <param name="plaintext">Takes what they hold: <see cref="TagSize"/> bytes less than <paramref name="payload"/>. Meaningless on false.</param>
    /// <returns>False when the packet is not authentic, or too short to be.</returns>
    public bool TryOpen(long packetNumber, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> plaintext)
    {
        int length = payload.Length - TagSize;
        if (length < 0 || plaintext.Length < length) return false;
        Span<byte> nonce = stackalloc byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], packetNumber);
        for (int i = 0; i < NonceSize; i++) nonce[i] ^= _iv[i];
        plaintext = plaintext[..length];
        return _own is not null ? _own.TryOpen(nonce, header, payload, plaintext) : TryOpenAgain(nonce, header, payload, plaintext);
    }

    // The framework throws for what is not authentic, which would be the cheapest way to keep this program busy. All these ciphers
    // add a key stream, so that encrypting the ciphertext gives the plaintext, and encrypting that gives the tag to compare with.
    bool TryOpenAgain(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> plaintext)
    {
        Span<byte> tag = stackalloc byte[TagSize];
        byte[] again = ArrayPool<byte>.Shared.Rent(Math.Max(1, plaintext.Length));
        Encrypt(nonce, payload[..plaintext.Length], plaintext, tag, default);
        Encrypt(nonce, plaintext, again.AsSpan(0, plaintext.Length), tag, header);
        ArrayPool<byte>.Shared.Return(again);
        return CryptographicOperations.FixedTimeEquals(tag, payload[plaintext.Length..]);
    }

    void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, Span<byte> output, Span<byte> tag, ReadOnlySpan<byte> header)
    {
        if (_gcm is not null) _gcm.Encrypt(nonce, input, output, tag, header);
        else if (_chaCha is not null) _chaCha.Encrypt(nonce, input, output, tag, header);
        else _ccm!.Encrypt(nonce, input, output, tag, header);
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose()
    {
        _own?.Clear();
        _gcm?.Dispose();
        _ccm?.Dispose();
        _chaCha?.Dispose();
    }
}
