using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>
/// Puts the text of record data together in a fixed buffer, as UTF-8. What does not fit is left out and shown as an ellipsis.
/// </summary>
/// <remarks>
/// For the inside of a JSON text it sets a backslash before each quote and backslash (RFC 8259 §7); there is nothing else in the data of a record
/// that would need it. These count for nothing, so that the same is left out either way, and twice the room has to be there.
/// </remarks>
/// <param name="buffer">Takes the text.</param>
/// <param name="room">How many bytes of text it may take at most, with the ellipsis.</param>
/// <param name="isJson">Whether the text stands inside a JSON text.</param>
ref struct TextBuffer(Span<byte> buffer, int room, bool isJson)
{
    readonly Span<byte> _buffer = buffer;

    // The last place is kept for the ellipsis.
    int _room = room - Ellipsis.Length;
    int _length;
    bool _isFull;

    /// <summary>For text that stands alone.</summary>
    internal TextBuffer(Span<byte> buffer)
        : this(buffer, buffer.Length, isJson: false) { }

    internal static ReadOnlySpan<byte> Ellipsis => "…"u8;

    /// <summary>How many bytes of text there are, the backslashes of JSON not counted; after <see cref="Finish"/> with the ellipsis.</summary>
    internal readonly int TextLength => _length - (_room + Ellipsis.Length - room);

    internal void Clear()
    {
        _room = room - Ellipsis.Length;
        _length = 0;
        _isFull = false;
    }

    /// <summary>A character that is neither a quote nor a backslash.</summary>
    internal void Add(char ascii) => Add((byte)ascii);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Add(byte value)
    {
        if (_length >= _room) _isFull = true;
        else _buffer[_length++] = value;
    }

    // A quote or a backslash.
    void AddSpecial(byte value)
    {
        if (isJson && _length < _room)
        {
            _buffer[_length++] = (byte)'\\';
            _room++;
        }

        Add(value);
    }

    /// <summary>Text with neither quotes nor backslashes.</summary>
    internal void Add(scoped ReadOnlySpan<byte> text)
    {
        int fitting = Math.Min(text.Length, _room - _length);
        text[..fitting].CopyTo(_buffer[_length..]);
        _length += fitting;
        _isFull |= fitting < text.Length;
    }

    /// <summary>Text that is known to be ASCII with neither quotes nor backslashes.</summary>
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

    /// <summary>The name at a place in a message, the root as a dot; moves the place past it. False when it has no end.</summary>
    internal bool TryAddName(ReadOnlySpan<byte> message, ref int at)
    {
        if (_room - _length < DnsName.MaxTextLength) return TryAddSpecialName(message, ref at);
        int start = at;
        if (!DnsName.TryRead(message, ref at, _buffer[_length..], out int written, out bool isPlain)) return false;
        if (!isPlain && isJson)
        {
            at = start;
            return TryAddSpecialName(message, ref at);
        }

        _length += written;
        // The root has no labels, and nothing at all would look like a missing field.
        if (written == 0) Add('.');
        return true;
    }

    // Where the name may not fit, or has something to be escaped.
    bool TryAddSpecialName(ReadOnlySpan<byte> message, ref int at)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxTextLength];
        if (!DnsName.TryRead(message, ref at, name, out int written)) return false;
        if (written == 0) Add('.');
        foreach (byte value in name[..written])
        {
            if (value is (byte)'"' or (byte)'\\') AddSpecial(value);
            else Add(value);
        }

        return true;
    }

    /// <summary>An address of 4 or 16 bytes.</summary>
    internal void AddAddress(ReadOnlySpan<byte> bytes)
    {
        NetAddress address = NetAddress.FromBytes(bytes);
        if (_room - _length >= NetAddress.MaxTextLength)
        {
            address.TryFormat(_buffer[_length..], out int length, default, null);
            _length += length;
            return;
        }

        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        address.TryFormat(text, out int written, default, null);
        Add(text[..written]);
    }

    /// <summary>Seconds since 1970 as YYYYMMDDHHmmSS.</summary>
    internal void AddTime(uint seconds)
    {
        uint second = seconds % 86_400;
        (uint year, uint month, uint day) = DateOf(seconds / 86_400);
        Span<byte> digits = stackalloc byte[14];
        Pair(year / 100, digits);
        Pair(year % 100, digits[2..]);
        Pair(month, digits[4..]);
        Pair(day, digits[6..]);
        Pair(second / 3600, digits[8..]);
        Pair(second / 60 % 60, digits[10..]);
        Pair(second % 60, digits[12..]);
        Add(digits);
    }

    // Years that begin in March have their leap day last. 719,468 days lie between the first of all of them and 1970, 146,097 make four centuries.
    static (uint Year, uint Month, uint Day) DateOf(uint days)
    {
        uint all = days + 719_468, cycle = all / 146_097, inCycle = all % 146_097;
        uint year = (inCycle - inCycle / 1460 + inCycle / 36_524 - inCycle / 146_096) / 365;
        uint inYear = inCycle - (365 * year + year / 4 - year / 100), month = (5 * inYear + 2) / 153;
        bool isNextYear = month >= 10;
        return (cycle * 400 + year + (isNextYear ? 1U : 0), isNextYear ? month - 9 : month + 3, inYear - (153 * month + 2) / 5 + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Pair(uint value, Span<byte> digits)
    {
        digits[1] = (byte)('0' + value % 10);
        digits[0] = (byte)('0' + value / 10);
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
        Base64.EncodeToUtf8(bytes[..taken], _buffer[_length..], out _, out int written);
        _length += written;
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
        AddSpecial((byte)'"');
        AddEscaped(bytes);
        AddSpecial((byte)'"');
    }

    internal void AddEscaped(ReadOnlySpan<byte> bytes)
    {
        int plain = PlainLength(bytes);
        Add(bytes[..plain]);
        foreach (byte value in bytes[plain..])
        {
            if (_isFull) return;
            if (value is < 0x20 or >= 0x7F)
            {
                AddSpecial((byte)'\\');
                Add((byte)('0' + value / 100));
                Add((byte)('0' + value / 10 % 10));
                Add((byte)('0' + value % 10));
            }
            else if (value is (byte)'"' or (byte)'\\')
            {
                AddSpecial((byte)'\\');
                AddSpecial(value);
            }
            else
            {
                Add(value);
            }
        }
    }

    // How much of the beginning stands for itself, at least.
    static int PlainLength(ReadOnlySpan<byte> bytes)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int at = 0;
        for (; at + Vector128<byte>.Count <= bytes.Length; at += Vector128<byte>.Count)
        {
            Vector128<byte> sixteen = Vector128.LoadUnsafe(ref first, (nuint)at);
            Vector128<byte> special = Vector128.GreaterThan(sixteen - Vector128.Create((byte)' '), Vector128.Create((byte)('~' - ' ')))
                | Vector128.Equals(sixteen, Vector128.Create((byte)'"')) | Vector128.Equals(sixteen, Vector128.Create((byte)'\\'));
            if (special != Vector128<byte>.Zero) return at;
        }

        for (; at < bytes.Length && bytes[at] is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\'; at++) { }
        return at;
    }

    /// <summary>Sets the ellipsis if something was left out, and returns how many bytes of the buffer are the text; nothing may be added then.</summary>
    internal int Finish()
    {
        if (!_isFull) return _length;
        Ellipsis.CopyTo(_buffer[_length..]);
        _isFull = false;
        return _length += Ellipsis.Length;
    }

    /// <summary>The text, which ends here.</summary>
    public string Take() => Encoding.UTF8.GetString(_buffer[..Finish()]);

    static byte Base32Digit(int value) => "0123456789abcdefghijklmnopqrstuv"u8[value & 31];

    static byte Base64Digit(int value) => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8[value & 63];
}
