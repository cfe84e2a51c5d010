namespace NetWatch.Sdk.Protocols.WebSocket;

/// <summary>What one side of a WebSocket has sent so far.</summary>
sealed class WebSocketCounts
{
    internal const int MaxClose = 125;

    readonly byte[] _head = new byte[WebSocketFrame.MaxHeadLength];
    readonly byte[] _close = new byte[MaxClose];
    WebSocketFrame _frame;
    int _headLength;
    int _closeLength;
    long _left;
    bool _isInFrame;

    internal long Frames { get; private set; }

    internal long TextMessages { get; private set; }

    internal long BinaryMessages { get; private set; }

    internal long CompressedMessages { get; private set; }

    internal long Bytes { get; private set; }

    internal long Pings { get; private set; }

    internal long Pongs { get; private set; }

    /// <summary>Payload of the close frame as far as it came; empty before.</summary>
    internal ReadOnlySpan<byte> Close => _close.AsSpan(0, _closeLength);

    internal bool IsClosed { get; private set; }

    /// <summary>What should be a frame was none, or its place was lost; nothing more is read.</summary>
    internal bool IsLost { get; private set; }

    internal bool IsMasked { get; private set; }

    internal void Start()
    {
        (_headLength, _closeLength, _left, _isInFrame) = (0, 0, 0, false);
        Frames = TextMessages = BinaryMessages = CompressedMessages = Bytes = Pings = Pongs = 0;
        IsClosed = IsLost = IsMasked = false;
    }

    /// <summary>Reads on. False when the bytes are no frames.</summary>
    internal bool Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsLost)
        {
            if (_isInFrame) ReadPayload(ref bytes);
            else if (!ReadHead(ref bytes)) return false;
        }

        return true;
    }

    internal void Skip(long missing)
    {
        bool isKnown = _isInFrame && missing <= _left;
        if (!isKnown)
        {
            IsLost = true;
            return;
        }

        Bytes += _frame.IsControl ? 0 : missing;
        _left -= missing;
        _isInFrame = _left > 0;
    }

    bool ReadHead(ref ReadOnlySpan<byte> bytes)
    {
        int before = _headLength, taken = Math.Min(_head.Length - before, bytes.Length);
        bytes[..taken].CopyTo(_head.AsSpan(before));
        bool? isFrame = WebSocketFrame.TryRead(_head.AsSpan(0, before + taken), out _frame);
        if (isFrame is null)
        {
            _headLength += taken;
            bytes = bytes[taken..];
            return true;
        }

        if (isFrame == false)
        {
            IsLost = true;
            return false;
        }

        bytes = bytes[(_frame.HeadLength - before)..];
        (_headLength, _left, _isInFrame) = (0, _frame.Length, _frame.Length > 0);
        Count();
        return true;
    }

    void Count()
    {
        Frames++;
        IsMasked |= _frame.IsMasked;
        if (_frame.IsCompressed) CompressedMessages++;
        switch (_frame.Opcode)
        {
            case WebSocketOpcode.Text: TextMessages++; break;
            case WebSocketOpcode.Binary: BinaryMessages++; break;
            case WebSocketOpcode.Ping: Pings++; break;
            case WebSocketOpcode.Pong: Pongs++; break;
            case WebSocketOpcode.Close: IsClosed = true; break;
            default: break;
        }
    }

    void ReadPayload(ref ReadOnlySpan<byte> bytes)
    {
        int taken = (int)Math.Min(_left, bytes.Length);
        if (_frame.Opcode == WebSocketOpcode.Close) KeepClose(bytes[..taken]);
        else if (!_frame.IsControl) Bytes += taken;
        _left -= taken;
        _isInFrame = _left > 0;
        bytes = bytes[taken..];
    }

    void KeepClose(ReadOnlySpan<byte> piece)
    {
        int room = Math.Min(piece.Length, MaxClose - _closeLength);
        Span<byte> target = _close.AsSpan(_closeLength, room);
        piece[..room].CopyTo(target);
        _frame.Unmask(target, _closeLength);
        _closeLength += room;
    }
}
