using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>
/// Records in CBC mode with an HMAC: TLS 1.0 with the IV of a record at the end of the one before (RFC 2246 §6.2.3.2), from 1.1 on with an
/// explicit IV (RFC 4346), MAC then encrypt or encrypt then MAC (RFC 7366).
/// </summary>
sealed class CbcCipher : RecordCipher
{
    readonly SymmetricAlgorithm _algorithm;
    readonly ICryptoTransform _decryptor;
    readonly MacCheck _mac;
    readonly bool _encryptsThenMacs;
    readonly byte[]? _chain;
    readonly int _block;
    ulong _chainNext;

    /// <summary>Makes it.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="key">The write key.</param>
    /// <param name="macKey">The MAC key.</param>
    /// <param name="iv">The first IV where it is implicit, else null.</param>
    /// <param name="encryptsThenMacs">Whether encrypt-then-MAC was negotiated.</param>
    internal CbcCipher(SuiteInfo suite, ReadOnlySpan<byte> key, ReadOnlySpan<byte> macKey, byte[]? iv, bool encryptsThenMacs)
    {
        _algorithm = suite.Cipher == BulkCipher.TripleDesCbc ? MakeTripleDes() : Aes.Create();
        _algorithm.Mode = CipherMode.CBC;
        _algorithm.Padding = PaddingMode.None;
        _algorithm.Key = key.ToArray();
        _block = suite.BlockLength;
        // The IV does not matter: the block before the ciphertext goes through the cipher too, and what comes out of it is dropped.
        _decryptor = _algorithm.CreateDecryptor(_algorithm.Key, new byte[_block]);
        _mac = new MacCheck(suite.Mac, macKey);
        _chain = iv;
        _encryptsThenMacs = encryptsThenMacs;
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "What the endpoints chose can be read with nothing else.")]
    static TripleDES MakeTripleDes() => TripleDES.Create();

    internal override int Overhead => _mac.Length + 1 + (_chain is null ? _block : 0);

    internal override bool TryOpen(ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> output, out int length)
    {
        length = 0;
        if (_encryptsThenMacs)
        {
            if (body.Length < _mac.Length) return false;
            ReadOnlySpan<byte> mac = body[^_mac.Length..];
            body = body[..^_mac.Length];
            if (!_mac.Fits(sequence, header, body, mac)) return false;
            if (!FollowsChain(sequence, body)) return false;
        }

        ReadOnlySpan<byte> iv = _chain;
        if (_chain is null)
        {
            if (body.Length < _block) return false;
            iv = body[.._block];
            body = body[_block..];
        }

        if (body.Length == 0 || body.Length % _block != 0) return false;
        Decrypt(iv, body, output);
        if (!TryStrip(output[..body.Length], out int stripped)) return false;
        if (!_encryptsThenMacs)
        {
            stripped -= _mac.Length;
            if (stripped < 0 || !_mac.Fits(sequence, header, output[..stripped], output.Slice(stripped, _mac.Length))) return false;
        }

        length = stripped;
        Keep(body);
        return true;
    }

    // With encrypt-then-MAC an implicit IV is not authenticated: unless the record before is the one that was opened last, the first block
    // would come out wrong and nobody would notice.
    bool FollowsChain(ulong sequence, ReadOnlySpan<byte> body)
    {
        bool isNext = _chain is null || sequence == _chainNext;
        _chainNext = sequence + 1;
        if (!isNext) Keep(body);
        return isNext;
    }

    void Decrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> body, Span<byte> output)
    {
        byte[] input = ArrayPool<byte>.Shared.Rent(_block + body.Length), plain = ArrayPool<byte>.Shared.Rent(_block + body.Length);
        iv.CopyTo(input);
        body.CopyTo(input.AsSpan(_block));
        _decryptor.TransformBlock(input, 0, _block + body.Length, plain, 0);
        plain.AsSpan(_block, body.Length).CopyTo(output);
        ArrayPool<byte>.Shared.Return(input);
        ArrayPool<byte>.Shared.Return(plain);
    }

    // RFC 5246 §6.2.3.2: every byte of the padding is its length.
    static bool TryStrip(ReadOnlySpan<byte> plain, out int length)
    {
        int padding = plain[^1];
        length = plain.Length - padding - 1;
        return length >= 0 && !plain[length..].ContainsAnyExcept((byte)padding);
    }

    internal override void Pass(ReadOnlySpan<byte> body)
    {
        if (!_encryptsThenMacs) Keep(body);
    }

    void Keep(ReadOnlySpan<byte> body)
    {
        if (_chain is not null && body.Length >= _block) body[^_block..].CopyTo(_chain);
    }

    public override void Dispose()
    {
        _decryptor.Dispose();
        _algorithm.Dispose();
        _mac.Dispose();
    }
}
