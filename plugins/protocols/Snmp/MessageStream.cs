namespace NetWatch.Plugins.Snmp;

/// <summary>
/// Cuts one direction of a TCP connection into messages (RFC 3430 §2.1: one behind the other, each with its own length). The first bytes of a message
/// are kept, the rest of a long one is passed over.
/// </summary>
sealed class MessageStream
{
    const int MaxKept = 4096;
    const int MaxLength = 1 << 20;

    readonly byte[] _kept = new byte[MaxKept];
    int _length;
    int _taken;

    /// <summary>What follows is not known to begin with a message any more.</summary>
    internal bool IsBroken { get; private set; }

    internal void Clear()
    {
        _length = _taken = 0;
        IsBroken = false;
    }

    internal void Break() => IsBroken = true;

    /// <summary>Takes bytes up to the end of a message. False, with nothing left, when more are needed; the message is valid until the next call.</summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_taken == _length && _length > 0) _length = _taken = 0;
        while (!bytes.IsEmpty && !IsBroken)
        {
            int wanted = (_length > 0 ? _length : BerReader.HeaderLength(_kept.AsSpan(0, _taken))) - _taken;
            int count = Math.Min(wanted, bytes.Length);
            if (_taken < MaxKept) bytes[..Math.Min(count, MaxKept - _taken)].CopyTo(_kept.AsSpan(_taken));
            _taken += count;
            bytes = bytes[count..];
            if (_length == 0 && count == wanted && BerReader.HeaderLength(_kept.AsSpan(0, _taken)) == _taken)
            {
                _length = BerReader.MessageLength(_kept.AsSpan(0, _taken));
                if (_length <= _taken || _length > MaxLength) IsBroken = true;
            }

            if (_length == 0 || _taken < _length || IsBroken) continue;
            message = _kept.AsSpan(0, Math.Min(_length, MaxKept));
            return true;
        }

        bytes = default;
        return false;
    }
}
