using System.Runtime.CompilerServices;
using System.Text;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>
/// Puts the text of record data together in a fixed buffer, as UTF-8. What does not fit is left out and shown as an ellipsis.
/// </summary>
ref struct TextBuffer(Span<byte> buffer)
{
    readonly Span<byte> _buffer = buffer;

    // The last place is kept for the ellipsis.
    readonly int _room = buffer.Length - Ellipsis.Length;
    int _length;
    bool _isFull;

    internal static ReadOnlySpan<byte> Ellipsis => "…"u8;

    internal void Clear()
    {
        _length = 0;
        _isFull = false;
    }

    internal void Add(char ascii) => Add((byte)ascii);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Add(byte value)
    {
        if (_length >= _room) _isFull = true;
        else _buffer[_length++] = value;
    }

    internal void Add(scoped ReadOnlySpan<byte> text)
    {
        int fitting = Math.Min(text.Length, _room - _length);
        text[..fitting].CopyTo(_buffer[_length..]);
        _length += fitting;
        _isFull |= fitting < text.Length;
    }

    /// <summary>Text that is known to be ASCII.</summary>
    internal void AddAscii(string text)
    {
        foreach (char c in text) Add((byte)c);
    }

    internal void Add(uint number)
    {
        Span<byte> digits = stackalloc byte[10];
        int at = digits.Length;
        do
        {
            (number, uint digit) = Math.DivRem(number, 10);
            digits[--at] = (byte)('0' + digit);
        }
        while (number > 0);
        Add(digits[at..]);
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
            Add("0123456789abcdef"u8[value >> 4]);
            Add("0123456789abcdef"u8[value & 0xF]);
        }
    }

    /// <summary>Base 64 with padding (RFC 4648 §4).</summary>
    internal void AddBase64(ReadOnlySpan<byte> bytes)
    {
        // Whole groups that fit need no look at each digit.
        int groups = Math.Min(bytes.Length / 3, (_room - _length) / 4), taken = groups * 3;
        Span<byte> place = _buffer.Slice(_length, groups * 4);
        for (int at = 0; at < taken; at += 3, place = place[4..])
        {
            int group = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
            place[3] = Base64Digit(group);
            place[2] = Base64Digit(group >> 6);
            place[1] = Base64Digit(group >> 12);
            place[0] = Base64Digit(group >> 18);
        }

        _length += groups * 4;
        for (int at = taken; at < bytes.Length && !_isFull; at += 3)
        {
            int left = Math.Min(3, bytes.Length - at);
            int group = bytes[at] << 16 | (left > 1 ? bytes[at + 1] << 8 : 0) | (left > 2 ? bytes[at + 2] : 0);
            Add(Base64Digit(group >> 18));
            Add(Base64Digit(group >> 12));
            Add(left > 1 ? Base64Digit(group >> 6) : (byte)'=');
            Add(left > 2 ? Base64Digit(group) : (byte)'=');
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
                Add((byte)('0' + value / 100));
                Add((byte)('0' + value / 10 % 10));
                Add((byte)('0' + value % 10));
                continue;
            }

            if (value is (byte)'"' or (byte)'\\') Add('\\');
            Add(value);
        }
    }

    /// <summary>The text; good until the next change.</summary>
    internal ReadOnlySpan<byte> Text()
    {
        if (!_isFull) return _buffer[.._length];
        Ellipsis.CopyTo(_buffer[_length..]);
        return _buffer[..(_length + Ellipsis.Length)];
    }

    public override string ToString() => Encoding.UTF8.GetString(Text());

    static byte Base32Digit(int value) => "0123456789abcdefghijklmnopqrstuv"u8[value & 31];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte Base64Digit(int value) => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8[value & 63];
}
