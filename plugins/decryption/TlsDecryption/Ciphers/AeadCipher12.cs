using System.Buffers.Binary;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>
/// Records of TLS 1.2 under an AEAD (RFC 5246 §6.2.3.3): GCM and CCM with eight bytes of the nonce in front of the record (RFC 5288 §3,
/// RFC 6655 §3), ChaCha20 with the xored nonce (RFC 7905 §2).
/// </summary>
sealed class AeadCipher12(Aead aead, byte[] iv) : RecordCipher
{
    const int ExplicitLength = 8;

    bool HasExplicit => iv.Length == 4;

    internal override int Overhead => aead.TagLength + (HasExplicit ? ExplicitLength : 0);

    internal override bool TryOpen(ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> output, out int length)
    {
        length = 0;
        int plain = body.Length - Overhead;
        if (plain < 0) return false;
        Span<byte> nonce = stackalloc byte[12];
        if (HasExplicit)
        {
            iv.CopyTo(nonce);
            body[..ExplicitLength].CopyTo(nonce[4..]);
            body = body[ExplicitLength..];
        }
        else
        {
            Nonce.Xor(iv, sequence, nonce);
        }

        Span<byte> associated = stackalloc byte[13];
        PseudoHeader.Write(associated, sequence, header, plain);
        return aead.TryDecrypt(nonce, body, output, associated, out length);
    }

    internal override bool TryReadCounter(ReadOnlySpan<byte> body, out ulong counter)
    {
        counter = 0;
        return HasExplicit && BinaryPrimitives.TryReadUInt64BigEndian(body, out counter);
    }

    public override void Dispose() => aead.Dispose();
}
