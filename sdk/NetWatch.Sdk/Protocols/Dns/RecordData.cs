using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Reads the data of one record and writes it as text: the fields of each type in the order of its RFC.</summary>
/// <remarks>No member reads beyond the data; names may point back into the message.</remarks>
ref struct RecordData(ReadOnlySpan<byte> message, int start, int length)
{
    readonly ReadOnlySpan<byte> _message = message;
    readonly int _end = start + length;
    int _at = start;

    readonly ReadOnlySpan<byte> Rest => _message[_at.._end];

    /// <summary>Writes the data. What does not fit its type is written in hex (RFC 3597 §5 in spirit).</summary>
    internal static void Write(ReadOnlySpan<byte> message, ushort type, int start, int length, ref TextBuffer text)
    {
        var data = new RecordData(message, start, length);
        if (data.TryWriteUsual(type, ref text)) return;
        text.Clear();
        text.AddHex(message.Slice(start, length));
    }

    // What nearly all records have stays out of the long list, which pays for all of its members each time.
    bool TryWriteUsual(ushort type, ref TextBuffer text) => type switch
    {
        1 => Address(4, ref text),
        2 or 5 or 12 => Name(ref text),
        16 => Strings(ref text),
        28 => Address(16, ref text),
        _ => TryWrite(type, ref text),
    };

    bool TryWrite(ushort type, ref TextBuffer text) => type switch
    {
        3 or 4 or 7 or 8 or 9 or 23 or 39 => Name(ref text),
        6 => Name(ref text) && Name(ref text) && Number32(ref text) && Number32(ref text) && Number32(ref text) && Number32(ref text)
            && Number32(ref text),
        14 or 17 => Name(ref text) && Name(ref text),
        15 or 18 or 21 or 36 => Number16(ref text) && Name(ref text),
        13 or 19 or 20 or 99 => Strings(ref text),
        33 => Number16(ref text) && Number16(ref text) && Number16(ref text) && Name(ref text),
        35 => Number16(ref text) && Number16(ref text) && String(ref text) && String(ref text) && String(ref text) && Name(ref text),
        256 => Number16(ref text) && Number16(ref text) && Quoted(ref text),
        257 => Number8(ref text) && Tag(ref text) && Quoted(ref text),
        64 or 65 => Number16(ref text) && Name(ref text) && ServiceParameters.TryWrite(Rest, ref text),
        43 or 59 => Number16(ref text) && Number8(ref text) && Number8(ref text) && Hex(ref text),
        44 => Number8(ref text) && Number8(ref text) && Hex(ref text),
        52 or 53 => Number8(ref text) && Number8(ref text) && Number8(ref text) && Hex(ref text),
        48 or 60 or 25 => Number16(ref text) && Number8(ref text) && Number8(ref text) && Base64(ref text),
        46 or 24 => Type(ref text) && Number8(ref text) && Number8(ref text) && Number32(ref text) && Time(ref text) && Time(ref text)
            && Number16(ref text) && Name(ref text) && Base64(ref text),
        47 => Name(ref text) && Types(ref text),
        50 => Number8(ref text) && Number8(ref text) && Number16(ref text) && Salt(ref text) && Hash(ref text) && Types(ref text),
        51 => Number8(ref text) && Number8(ref text) && Number16(ref text) && Salt(ref text),
        _ => false,
    };

    readonly bool Address(int size, ref TextBuffer text)
    {
        if (Rest.Length != size) return false;
        text.AddAddress(Rest);
        return true;
    }

    bool Name(ref TextBuffer text)
    {
        text.Space();
        return text.TryAddName(_message[.._end], ref _at);
    }

    bool TryNumber(int size, out uint value)
    {
        value = 0;
        if (_at + size > _end) return false;
        for (int i = 0; i < size; i++) value = value << 8 | _message[_at + i];
        _at += size;
        return true;
    }

    bool Number(int size, ref TextBuffer text)
    {
        if (!TryNumber(size, out uint value)) return false;
        text.Space();
        text.Add(value);
        return true;
    }

    bool Number8(ref TextBuffer text) => Number(1, ref text);

    bool Number16(ref TextBuffer text) => Number(2, ref text);

    bool Number32(ref TextBuffer text) => Number(4, ref text);

    bool Type(ref TextBuffer text)
    {
        if (!TryNumber(2, out uint value)) return false;
        text.Space();
        text.AddAscii(DnsText.TypeName((ushort)value));
        return true;
    }

    // RFC 4034 §3.2: signature times as YYYYMMDDHHmmSS.
    bool Time(ref TextBuffer text)
    {
        if (!TryNumber(4, out uint value)) return false;
        text.Space();
        text.AddTime(value);
        return true;
    }

    bool TryString(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_at >= _end || _at + 1 + _message[_at] > _end) return false;
        value = _message.Slice(_at + 1, _message[_at]);
        _at += 1 + value.Length;
        return true;
    }

    bool String(ref TextBuffer text)
    {
        if (!TryString(out ReadOnlySpan<byte> value)) return false;
        text.Space();
        text.AddQuoted(value);
        return true;
    }

    bool Strings(ref TextBuffer text)
    {
        while (_at < _end)
            if (!String(ref text)) return false;
        return true;
    }

    bool Tag(ref TextBuffer text)
    {
        if (!TryString(out ReadOnlySpan<byte> value)) return false;
        text.Space();
        text.AddEscaped(value);
        return true;
    }

    readonly bool Quoted(ref TextBuffer text)
    {
        text.Space();
        text.AddQuoted(Rest);
        return true;
    }

    readonly bool Hex(ref TextBuffer text)
    {
        text.Space();
        text.AddHex(Rest);
        return true;
    }

    readonly bool Base64(ref TextBuffer text)
    {
        text.Space();
        text.AddBase64(Rest);
        return true;
    }

    bool Salt(ref TextBuffer text)
    {
        if (!TryString(out ReadOnlySpan<byte> value)) return false;
        text.Space();
        if (value.IsEmpty) text.Add('-');
        else text.AddHex(value);
        return true;
    }

    bool Hash(ref TextBuffer text)
    {
        if (!TryString(out ReadOnlySpan<byte> value)) return false;
        text.Space();
        text.AddBase32Hex(value);
        return true;
    }

    // RFC 4034 §4.1.2: windows of up to 32 bytes with a bit for each type.
    bool Types(ref TextBuffer text)
    {
        while (_at < _end)
        {
            int window = _message[_at++];
            if (!TryString(out ReadOnlySpan<byte> bitmap) || bitmap.Length is 0 or > 32) return false;
            for (int bit = 0; bit < bitmap.Length * 8; bit++)
            {
                if ((bitmap[bit / 8] & 0x80 >> bit % 8) == 0) continue;
                text.Space();
                text.AddAscii(DnsText.TypeName((ushort)(window << 8 | bit)));
            }
        }

        return true;
    }
}
