using System.Buffers.Binary;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>The nonce of RFC 8446 §5.3 and RFC 7905 §2.</summary>
static class Nonce
{
    internal static void Xor(ReadOnlySpan<byte> iv, ulong sequence, Span<byte> nonce)
    {
        iv.CopyTo(nonce);
        Span<byte> low = nonce[4..];
        BinaryPrimitives.WriteUInt64BigEndian(low, BinaryPrimitives.ReadUInt64BigEndian(low) ^ sequence);
    }
}
