using System.Buffers.Binary;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>What is authenticated of a record before TLS 1.3 beside its content: number, type, version, length (RFC 5246 §6.2.3).</summary>
static class PseudoHeader
{
    internal const int Length = 13;

    internal static void Write(Span<byte> target, ulong sequence, ReadOnlySpan<byte> header, int length)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, sequence);
        header[..3].CopyTo(target[8..]);
        BinaryPrimitives.WriteUInt16BigEndian(target[11..], (ushort)length);
    }
}
