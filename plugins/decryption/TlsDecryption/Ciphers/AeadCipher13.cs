namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>Records of TLS 1.3 (RFC 8446 §5.2): the nonce is the number of the record xored into the IV.</summary>
/// <param name="aead">The cipher.</param>
/// <param name="iv">12 bytes.</param>
/// <param name="authenticatesHeader">Whether the header is authenticated: from draft 25 on.</param>
sealed class AeadCipher13(Aead aead, byte[] iv, bool authenticatesHeader) : RecordCipher
{
    // The type of the content is one more byte inside.
    internal override int Overhead => aead.TagLength + 1;

    internal override bool TryOpen(ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> output, out int length)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce.Xor(iv, sequence, nonce);
        return aead.TryDecrypt(nonce, body, output, authenticatesHeader ? header : [], out length);
    }

    public override void Dispose() => aead.Dispose();
}
