using System.Buffers.Binary;

namespace NetWatch.Plugins.Stun;

/// <summary>Walks the attributes of a message (RFC 8489 §14): type and length of two bytes each, a value padded to four bytes.</summary>
ref struct AttributeReader
{
    readonly ReadOnlySpan<byte> _bytes;
    int _at;

    /// <param name="message">The message, at least a header; what lies beyond its length is not read.</param>
    internal AttributeReader(ReadOnlySpan<byte> message)
    {
        int end = StunHeader.Length + BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        _bytes = message[..Math.Min(end, message.Length)];
        _at = StunHeader.Length;
    }

    internal ushort Type { get; private set; }

    /// <summary>Where the attribute begins; its value begins four bytes on.</summary>
    internal int Start { get; private set; }

    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether all attributes were read, to the last byte. Some senders leave the last padding out.</summary>
    internal readonly bool IsAtEnd => _at >= _bytes.Length;

    internal bool MoveNext()
    {
        if (_at + 4 > _bytes.Length) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_at + 2)..]);
        if (_at + 4 + length > _bytes.Length) return false;
        (Type, Start) = (BinaryPrimitives.ReadUInt16BigEndian(_bytes[_at..]), _at);
        Value = _bytes.Slice(_at + 4, length);
        _at += 4 + ((length + 3) & ~3);
        return true;
    }
}
