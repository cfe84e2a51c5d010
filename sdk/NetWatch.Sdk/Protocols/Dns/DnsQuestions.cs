using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Whether two messages ask the same.</summary>
static class DnsQuestions
{
    /// <summary>Whether a message, whose header counts questions, has a first one that can be read.</summary>
    internal static bool HasFirst(ReadOnlySpan<byte> message)
    {
        int position = DnsHeader.Length;
        return DnsName.TrySkip(message, ref position);
    }

    /// <summary>Whether two messages are equal between the header and an end that both reach.</summary>
    internal static bool IsEqual(ReadOnlySpan<byte> message, ReadOnlySpan<byte> other, int end) =>
        message[DnsHeader.Length..end].SequenceEqual(other[DnsHeader.Length..end]);

    /// <summary>
    /// Whether the first question of a message, which has one that can be read, is the first of another; letters count alike in both cases
    /// (RFC 1035 §2.3.3).
    /// </summary>
    internal static bool IsSameFirst(ReadOnlySpan<byte> message, ReadOnlySpan<byte> other)
    {
        Span<byte> text = stackalloc byte[2 * DnsName.MaxTextLength];
        Span<byte> name = text[..DnsName.MaxTextLength], otherName = text[DnsName.MaxTextLength..];
        int position = DnsHeader.Length, otherPosition = DnsHeader.Length;
        DnsName.TryRead(message, ref position, name, out int length);
        if (!DnsName.TryRead(other, ref otherPosition, otherName, out int otherLength) || otherPosition + 4 > other.Length) return false;
        ushort type = position + 4 <= message.Length ? BinaryPrimitives.ReadUInt16BigEndian(message[position..]) : (ushort)0;
        return BinaryPrimitives.ReadUInt16BigEndian(other[otherPosition..]) == type && Ascii.EqualsIgnoreCase(name[..length], otherName[..otherLength]);
    }
}
