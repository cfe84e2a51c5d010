namespace NetWatch.Sdk.Protocols.BitTorrent;

/// <summary>Reads bencoded values (BEP 3) from bytes that may end anywhere and may be hostile. Allocates nothing, recurses nowhere.</summary>
/// <param name="bytes">The bytes; what is read from them lies within them.</param>
public ref struct Bencode(ReadOnlySpan<byte> bytes)
{
    // Nothing in the field is nested deeper than five.
    const int MaxDepth = 32;
    const int MaxDigits = 9;

    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _position;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>Whether all bytes were read.</summary>
    public readonly bool IsAtEnd => _position >= _bytes.Length;

    /// <summary>What comes next; 0 at the end.</summary>
    public readonly byte Next => IsAtEnd ? (byte)0 : _bytes[_position];

    /// <summary>Takes one fixed byte: <c>d</c>, <c>l</c> or <c>e</c>.</summary>
    /// <param name="mark">The byte. False when another one is next.</param>
    public bool TryTake(byte mark)
    {
        if (Next != mark) return false;
        _position++;
        return true;
    }

    /// <summary>Takes a string.</summary>
    /// <param name="value">Its bytes. False, with nothing taken, when no whole string is next.</param>
    public bool TryReadString(out ReadOnlySpan<byte> value)
    {
        value = default;
        int at = _position, length = 0;
        while (at < _bytes.Length && char.IsAsciiDigit((char)_bytes[at]) && at - _position < MaxDigits) length = length * 10 + _bytes[at++] - '0';
        if (at == _position || at >= _bytes.Length || _bytes[at] != ':' || length > _bytes.Length - at - 1) return false;
        value = _bytes.Slice(at + 1, length);
        _position = at + 1 + length;
        return true;
    }

    /// <summary>Takes a whole number.</summary>
    /// <param name="value">The number. False, with nothing taken, when none of at most 64 bits is next.</param>
    public bool TryReadNumber(out long value)
    {
        value = 0;
        if (Next != 'i') return false;
        int end = _bytes[_position..].IndexOf((byte)'e');
        if (end is < 2 or > 20) return false;
        ReadOnlySpan<byte> digits = _bytes.Slice(_position + 1, end - 1);
        if (!System.Buffers.Text.Utf8Parser.TryParse(digits, out value, out int used) || used != digits.Length) return false;
        _position += end + 1;
        return true;
    }

    /// <summary>Passes over one value of any kind, nested at most 32 deep; gives its bytes.</summary>
    /// <param name="value">All of its bytes, marks included. False when it is not whole; how much was passed over then is not defined.</param>
    public bool TrySkip(out ReadOnlySpan<byte> value)
    {
        int start = _position;
        for (int depth = 0; ;)
        {
            bool isRead = true;
            if (Next is (byte)'d' or (byte)'l')
            {
                if (++depth > MaxDepth) break;
                _position++;
            }
            else if (Next == 'e' && depth > 0)
            {
                depth--;
                _position++;
            }
            else
            {
                isRead = Next == 'i' ? TryReadNumber(out _) : TryReadString(out _);
            }

            if (!isRead) break;
            if (depth > 0) continue;
            value = _bytes[start.._position];
            return true;
        }

        value = default;
        return false;
    }
}
