namespace NetWatch.Plugins.Snmp;

/// <summary>
/// Reads values one behind the other by the rules that SNMP takes from BER (RFC 3417 §8): tags of one byte, definite lengths of at most four
/// bytes. Of a message that the capture cut, the last value is what is there.
/// </summary>
ref struct BerReader
{
    readonly ReadOnlySpan<byte> _message;
    readonly int _end;
    readonly bool _isCut;
    int _at;

    internal BerReader(ReadOnlySpan<byte> message, int start, int end, bool isCut)
    {
        _message = message;
        _at = start;
        _end = Math.Min(end, message.Length);
        _isCut = isCut;
    }

    internal readonly bool IsAtEnd => _at >= _end;

    internal readonly int Position => _at;

    internal bool TryRead(out BerValue value)
    {
        value = default;
        int at = _at;
        if (at + 2 > _end || (_message[at] & 0x1F) == 0x1F) return false;
        byte tag = _message[at];
        int length = _message[at + 1], content = at + 2;
        if (length >= 0x80)
        {
            int size = length & 0x7F;
            if (size is 0 or > 4 || content + size > _end) return false;
            uint wide = 0;
            for (int i = 0; i < size; i++) wide = wide << 8 | _message[content + i];
            content += size;
            if (wide > int.MaxValue) return false;
            length = (int)wide;
        }

        if (length > _end - content)
        {
            if (!_isCut) return false;
            length = _end - content;
        }

        value = new BerValue { Tag = tag, Content = _message.Slice(content, length), Start = at, ContentStart = content };
        _at = content + length;
        return true;
    }

    /// <summary>Reads a value that must have a tag; moves on only when it has.</summary>
    internal bool TryRead(byte tag, out BerValue value)
    {
        int before = _at;
        if (TryRead(out value) && value.Tag == tag) return true;
        _at = before;
        return false;
    }

    internal bool TryReadInteger(out long number)
    {
        number = 0;
        if (!TryRead(BerTag.Integer, out BerValue value) || value.Integer is not { } read) return false;
        number = read;
        return true;
    }

    /// <summary>How many bytes of a value come before its content, as far as the bytes tell: 2 until its second one is there.</summary>
    internal static int HeaderLength(ReadOnlySpan<byte> bytes) => bytes.Length < 2 || bytes[1] < 0x80 ? 2 : 2 + (bytes[1] & 0x7F);

    /// <summary>The length of a sequence with its header; 0 when the header is that of none, or its length is beyond anything.</summary>
    /// <param name="bytes">All of the header at least.</param>
    internal static int MessageLength(ReadOnlySpan<byte> bytes)
    {
        int header = HeaderLength(bytes);
        if (bytes[0] != BerTag.Sequence || header > 6 || header == 2 && bytes[1] == 0x80) return 0;
        long length = header == 2 ? bytes[1] : 0;
        foreach (byte digit in bytes[2..header]) length = length << 8 | digit;
        return length > int.MaxValue - header ? 0 : (int)length + header;
    }

    /// <summary>A reader of what is inside a value.</summary>
    internal readonly BerReader Inside(BerValue value) => new(_message, value.ContentStart, value.End, _isCut);
}
