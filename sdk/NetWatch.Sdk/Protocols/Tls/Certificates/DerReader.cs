using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// Walks DER (X.690 §8.1, §10.1) in place. Only what certificates have is taken: one-byte tags and definite lengths up to 16 MiB.
/// Anything else ends the walk; nothing throws.
/// </summary>
ref struct DerReader
{
    internal const byte Boolean = 0x01;
    internal const byte Integer = 0x02;
    internal const byte OctetString = 0x04;
    internal const byte ObjectIdentifier = 0x06;
    internal const byte Utf8String = 0x0C;
    internal const byte PrintableString = 0x13;
    internal const byte TeletexString = 0x14;
    internal const byte Ia5String = 0x16;
    internal const byte UtcTime = 0x17;
    internal const byte GeneralizedTime = 0x18;
    internal const byte BmpString = 0x1E;
    internal const byte Sequence = 0x30;
    internal const byte Set = 0x31;

    ByteReader _reader;

    internal DerReader(ReadOnlySpan<byte> bytes) => _reader = new ByteReader(bytes);

    /// <summary>Takes the next element; false at the end or when it does not fit.</summary>
    internal bool TryRead(out byte tag, out ReadOnlySpan<byte> content)
    {
        ByteReader attempt = _reader;
        content = default;
        if (!attempt.TryReadByte(out tag) || (tag & 0x1F) == 0x1F) return false;
        if (!TryReadLength(ref attempt, out int length) || !attempt.TryReadBytes(length, out content)) return false;
        _reader = attempt;
        return true;
    }

    /// <summary>Takes the next element when it has the given tag, otherwise nothing.</summary>
    internal bool TryRead(byte tag, out ReadOnlySpan<byte> content)
    {
        DerReader attempt = this;
        if (!attempt.TryRead(out byte found, out content) || found != tag)
        {
            content = default;
            return false;
        }

        this = attempt;
        return true;
    }

    static bool TryReadLength(ref ByteReader reader, out int length)
    {
        length = 0;
        if (!reader.TryReadByte(out byte first)) return false;
        if (first < 0x80)
        {
            length = first;
            return true;
        }

        int count = first & 0x7F;
        if (count is 0 or > 3) return false;
        for (; count > 0; count--)
        {
            if (!reader.TryReadByte(out byte next)) return false;
            length = length << 8 | next;
        }

        return true;
    }
}
