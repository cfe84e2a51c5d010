using System.Buffers.Binary;

namespace NetWatch.Plugins.Stun;

/// <summary>Cuts one direction of a stream into messages. What is longer than a message of STUN is passed over; media may lie between them.</summary>
sealed class StreamMessages
{
    /// <summary>Longer ones carry data, which is not read.</summary>
    const int Capacity = 1500;

    byte[] _buffer = [];
    int _length;
    int _passed;
    bool _isLost;
    StreamFraming? _framing;

    internal void Start(bool isLost)
    {
        (_length, _passed) = (0, 0);
        (_isLost, _framing) = (isLost, null);
    }

    /// <summary>Boundaries are gone with the bytes, and nothing marks the next.</summary>
    internal void Lose() => _isLost = true;

    /// <summary>Takes the next message, valid until the next call. False when the bytes were used up.</summary>
    internal bool TryTake(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        while (!bytes.IsEmpty && !_isLost)
        {
            if (!TryPass(ref bytes) || !TryFrame(ref bytes, out int prefix, out int whole)) continue;
            if (whole > Capacity)
            {
                _passed = whole - _length;
                _length = 0;
                continue;
            }

            if (!Fill(whole, ref bytes)) break;
            _length = 0;
            message = _buffer.AsSpan(prefix, whole - prefix);
            return true;
        }

        bytes = default;
        return false;
    }

    bool TryPass(scoped ref ReadOnlySpan<byte> bytes)
    {
        int passed = Math.Min(_passed, bytes.Length);
        _passed -= passed;
        bytes = bytes[passed..];
        return !bytes.IsEmpty;
    }

    // Reads as far as is needed to know the length of the next message with what is before it.
    bool TryFrame(scoped ref ReadOnlySpan<byte> bytes, out int prefix, out int whole)
    {
        (prefix, whole) = (0, 0);
        if (_framing is null)
        {
            // The four bytes of the cookie decide, behind the longest prefix.
            if (!Fill(12, ref bytes)) return false;
            _framing = StreamStart.Of(_buffer.AsSpan(0, _length));
            if (_framing is null) _isLost = true;
            if (_isLost) return false;
        }

        prefix = (int)_framing!.Value;
        if (!Fill(4, ref bytes)) return false;
        int first = BinaryPrimitives.ReadUInt16BigEndian(_buffer), second = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2));
        whole = _framing switch
        {
            StreamFraming.Framed => 2 + first,
            StreamFraming.Microsoft => 4 + second,
            // Channel data is padded to four bytes in a stream (RFC 8656 §12.5).
            _ => first >= 0x4000 ? 4 + ((second + 3) & ~3) : StunHeader.Length + second,
        };
        return whole >= _length || Lost();
    }

    bool Lost()
    {
        _isLost = true;
        return false;
    }

    bool Fill(int wanted, scoped ref ReadOnlySpan<byte> bytes)
    {
        if (_length >= wanted) return true;
        if (_buffer.Length == 0) _buffer = new byte[Capacity];
        int taken = Math.Min(wanted - _length, bytes.Length);
        bytes[..taken].CopyTo(_buffer.AsSpan(_length));
        _length += taken;
        bytes = bytes[taken..];
        return _length >= wanted;
    }
}
