using System.Globalization;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Puts the text of record data together in a fixed buffer. What does not fit is left out and shown as an ellipsis.</summary>
ref struct TextBuffer(Span<char> buffer)
{
    readonly Span<char> _buffer = buffer;
    int _length;
    bool _isFull;

    internal void Clear()
    {
        _length = 0;
        _isFull = false;
    }

    internal void Add(char character)
    {
        // The last place is kept for the ellipsis.
        if (_length >= _buffer.Length - 1) _isFull = true;
        else _buffer[_length++] = character;
    }

    internal void Add(scoped ReadOnlySpan<char> text)
    {
        int fitting = Math.Min(text.Length, _buffer.Length - 1 - _length);
        text[..fitting].CopyTo(_buffer[_length..]);
        _length += fitting;
        _isFull |= fitting < text.Length;
    }

    internal void Add(uint number)
    {
        Span<char> digits = stackalloc char[10];
        number.TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
        Add(digits[..written]);
    }

    /// <summary>A space, unless nothing is before it.</summary>
    internal void Space()
    {
        if (_length > 0) Add(' ');
    }

    internal void AddHex(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (_isFull) return;
            Add(HexDigit(value >> 4));
            Add(HexDigit(value & 0xF));
        }
    }

    internal void AddBase64(ReadOnlySpan<byte> bytes)
    {
        Span<char> group = stackalloc char[4];
        for (int at = 0; at < bytes.Length && !_isFull; at += 3)
        {
            Convert.TryToBase64Chars(bytes.Slice(at, Math.Min(3, bytes.Length - at)), group, out int written);
            Add(group[..written]);
        }
    }

    /// <summary>Base 32 with the extended hex alphabet and without padding (RFC 4648 §7, RFC 5155 §3.3).</summary>
    internal void AddBase32Hex(ReadOnlySpan<byte> bytes)
    {
        int bits = 0, held = 0;
        foreach (byte value in bytes)
        {
            held = (held << 8 | value) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5) Add(Base32Digit(held >> (bits - 5)));
        }

        if (bits > 0) Add(Base32Digit(held << (5 - bits)));
    }

    /// <summary>A character string in quotes; bytes that are not printable become \DDD (RFC 1035 §5.1).</summary>
    internal void AddQuoted(ReadOnlySpan<byte> bytes)
    {
        Add('"');
        AddEscaped(bytes);
        Add('"');
    }

    internal void AddEscaped(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (_isFull) return;
            if (value is < 0x20 or >= 0x7F)
            {
                Add('\\');
                Add((char)('0' + value / 100));
                Add((char)('0' + value / 10 % 10));
                Add((char)('0' + value % 10));
                continue;
            }

            if (value is (byte)'"' or (byte)'\\') Add('\\');
            Add((char)value);
        }
    }

    public override string ToString()
    {
        if (_isFull) _buffer[_length++] = '…';
        string text = new(_buffer[.._length]);
        if (_isFull) _length--;
        return text;
    }

    static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);

    static char Base32Digit(int value) => (char)((value & 31) < 10 ? '0' + (value & 31) : 'a' + (value & 31) - 10);
}
