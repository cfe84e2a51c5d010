namespace NetWatch.Plugins.Dhcp;

/// <summary>
/// Walks the options of a message (RFC 2132 §2): those behind the cookie, then, where an overload option says so, those in the file and server
/// name fields (RFC 2132 §9.3, RFC 3396 §5).
/// </summary>
ref struct DhcpOptionReader
{
    const byte Pad = 0;
    const byte End = 255;

    readonly ReadOnlySpan<byte> _bytes;
    int _at;
    int _end;
    int _fieldsLeft;

    internal DhcpOptionReader(DhcpMessage message)
    {
        _bytes = message.Bytes;
        (_at, _end) = message.HasOptions ? (DhcpMessage.OptionsAt, _bytes.Length) : (0, 0);
    }

    /// <summary>The code of the current option.</summary>
    internal byte Code { get; private set; }

    /// <summary>Where the current option begins.</summary>
    internal int Start { get; private set; }

    /// <summary>The data of the current option.</summary>
    internal ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>1 when options lie in the file field, 2 in that of the server name, 3 in both.</summary>
    internal int Overload { get; private set; }

    /// <summary>Whether a length led beyond the bytes, so that the rest was not read.</summary>
    internal bool IsCut { get; private set; }

    internal bool MoveNext()
    {
        while (true)
        {
            if (TryOption()) return true;
            if ((_fieldsLeft & 1) != 0) (_at, _end) = (DhcpMessage.FileAt, DhcpMessage.CookieAt);
            else if ((_fieldsLeft & 2) != 0) (_at, _end) = (DhcpMessage.ServerNameAt, DhcpMessage.FileAt);
            else return false;
            _fieldsLeft = (_fieldsLeft & 1) != 0 ? _fieldsLeft & 2 : 0;
        }
    }

    bool TryOption()
    {
        while (_at < _end && _bytes[_at] == Pad) _at++;
        if (_at >= _end || _bytes[_at] == End) return false;
        int data = _at + 2;
        if (data > _end || data + _bytes[_at + 1] > _end)
        {
            IsCut = true;
            return false;
        }

        (Code, Start) = (_bytes[_at], _at);
        Data = _bytes.Slice(data, _bytes[_at + 1]);
        _at = data + Data.Length;
        // An overload inside an overloaded field means nothing, and could lead round and round.
        if (Code == DhcpOption.Overload && Data.Length == 1 && Overload == 0) _fieldsLeft = Overload = Data[0] & 3;
        return true;
    }
}
