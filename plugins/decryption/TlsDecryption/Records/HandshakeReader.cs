using System.Buffers;

namespace NetWatch.Plugins.TlsDecryption.Records;

/// <summary>Puts handshake messages together from the contents of records: one over several, several in one (RFC 8446 §5.1).</summary>
sealed class HandshakeReader
{
    internal const int HeaderLength = 4;

    // Post-quantum certificates are some 20 KiB each; what is longer is passed over.
    const int MaxMessage = 256 << 10;

    byte[] _buffer = [];
    int _length;
    int _skip;
    bool _isLost;

    /// <summary>Takes the next whole message off the content, header included; false when there is none. It is good until the next call.</summary>
    internal bool TryRead(ref ReadOnlySpan<byte> content, out ReadOnlySpan<byte> message)
    {
        message = default;
        while (!content.IsEmpty)
        {
            if (_skip > 0)
            {
                int passed = Math.Min(_skip, content.Length);
                _skip -= passed;
                content = content[passed..];
                continue;
            }

            if (_length == 0 && !MayBegin(content[0])) break;
            Take(ref content, HeaderLength);
            if (_length < HeaderLength) return false;
            int wanted = HeaderLength + (_buffer[1] << 16 | _buffer[2] << 8 | _buffer[3]);
            if (wanted > MaxMessage)
            {
                _skip = wanted - _length;
                _length = 0;
                continue;
            }

            Take(ref content, wanted);
            if (_length < wanted) return false;
            message = _buffer.AsSpan(0, wanted);
            _length = 0;
            return true;
        }

        content = [];
        return false;
    }

    // Behind a loss a record may begin with the middle of a message.
    bool MayBegin(byte type)
    {
        if (_isLost && !HandshakeType.IsKnown(type)) return false;
        _isLost = false;
        return true;
    }

    // Fills the buffer up to a length.
    void Take(ref ReadOnlySpan<byte> content, int upTo)
    {
        int count = Math.Min(content.Length, upTo - _length);
        if (count <= 0) return;
        if (_buffer.Length < _length + count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, 4096));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        content[..count].CopyTo(_buffer.AsSpan(_length));
        content = content[count..];
        _length += count;
    }

    /// <summary>A record is missing: what was begun is given up.</summary>
    internal void Lose()
    {
        _length = 0;
        _skip = 0;
        _isLost = true;
    }

    internal void Reset()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
        _skip = 0;
        _isLost = false;
    }
}
