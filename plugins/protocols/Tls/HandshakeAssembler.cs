namespace NetWatch.Plugins.Tls;

/// <summary>
/// Puts the handshake messages of one direction together over records and segments (RFC 8446 §5.1: a message may be cut anywhere, and
/// several may share a record). A message that lies whole in the bytes at hand is given out in place; only what is split is copied.
/// </summary>
struct HandshakeAssembler
{
    internal const int MaxHello = 64 * 1024;
    internal const int MaxCertificate = 128 * 1024;

    const int HeaderSize = 4;

    // In front of the first certificate stand the lengths of the list and of that certificate.
    const int CertificateFields = 6;

    MessageBuffer _buffer;
    uint _header;
    int _headerLength;
    int _size;
    int _skip;
    bool _isDelivered;

    internal HandshakeType Type { readonly get; private set; }

    /// <summary>What is there of the message that was begun; empty when none is.</summary>
    internal readonly ReadOnlySpan<byte> Partial => _headerLength == HeaderSize && !_isDelivered ? _buffer.Bytes : default;

    internal void Reset()
    {
        _buffer.Release();
        _headerLength = _size = _skip = 0;
        _isDelivered = false;
    }

    /// <summary>Passes over bytes of a message that is not looked at any more; false when others are missing too.</summary>
    internal bool TrySkip(long count)
    {
        if (count > _skip) return false;
        _skip -= (int)count;
        return true;
    }

    /// <summary>Takes bytes of handshake records. Returns after each message; call again while bytes are left.</summary>
    internal StreamEvent Read(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        if (_isDelivered) Reset(keepSkip: true);
        body = default;
        while (!bytes.IsEmpty)
        {
            if (_skip > 0)
            {
                int skipped = Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
            }
            else if (_headerLength < HeaderSize)
            {
                _header = _header << 8 | bytes[0];
                bytes = bytes[1..];
                if (++_headerLength == HeaderSize && BeginMessage() is var found and not StreamEvent.NeedMore) return found;
            }
            else if (TakeBody(ref bytes, out body))
            {
                return StreamEvent.Message;
            }
        }

        return StreamEvent.NeedMore;
    }

    StreamEvent BeginMessage()
    {
        Span<byte> header = [(byte)(_header >> 24), (byte)(_header >> 16), (byte)(_header >> 8), (byte)_header];
        // Encrypted messages (the Finished of TLS 1.2, anything after a join in the middle) look like messages of no known type.
        if (!HelloShape.IsKnownMessage(header)) return StreamEvent.Encrypted;
        Type = (HandshakeType)header[0];
        _size = (int)(_header & 0xFFFFFF);
        int most = Type switch
        {
            HandshakeType.ClientHello or HandshakeType.ServerHello => MaxHello,
            HandshakeType.Certificate => MaxCertificate,
            _ => 0,
        };
        if (most == 0)
        {
            Deliver(0);
            return StreamEvent.Message;
        }

        return _size is 0 || _size > most ? StreamEvent.Invalid : StreamEvent.NeedMore;
    }

    bool TakeBody(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        int wanted = Wanted(_buffer.Length == 0 ? bytes : _buffer.Bytes);
        if (_buffer.Length == 0 && bytes.Length >= wanted)
        {
            body = bytes[..wanted];
            bytes = bytes[wanted..];
            Deliver(wanted);
            return true;
        }

        int taken = Math.Min(bytes.Length, wanted - _buffer.Length);
        _buffer.Append(bytes[..taken]);
        bytes = bytes[taken..];
        if (_buffer.Length < Wanted(_buffer.Bytes)) return false;
        body = _buffer.Bytes;
        Deliver(body.Length);
        return true;
    }

    // Of a chain only the first certificate is looked at, so only that much is waited for.
    readonly int Wanted(ReadOnlySpan<byte> have)
    {
        if (Type != HandshakeType.Certificate) return _size;
        if (have.Length < CertificateFields) return Math.Min(_size, CertificateFields);
        return Math.Min(_size, CertificateFields + (have[3] << 16 | have[4] << 8 | have[5]));
    }

    // The buffer is released on the next read: until then the caller looks at it.
    void Deliver(int length)
    {
        _skip = _size - length;
        _isDelivered = true;
    }

    void Reset(bool keepSkip)
    {
        int skip = _skip;
        Reset();
        if (keepSkip) _skip = skip;
    }
}
