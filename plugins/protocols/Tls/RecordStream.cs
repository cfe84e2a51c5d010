namespace NetWatch.Plugins.Tls;

/// <summary>The record layer of one direction (RFC 8446 §5.1), fed with chunks that are cut anywhere.</summary>
sealed class RecordStream
{
    const int AlertLength = 2;

    readonly byte[] _header = new byte[RecordHeader.Size];

    // Structs, so that a connection's state is few objects.
    HandshakeAssembler _handshake;
    MessageBuffer _sslV2;
    DialogSkip _dialog;
    byte[]? _alert;
    int _headerLength;
    int _recordLength;
    int _remaining;
    bool _isSslV2;
    bool _isInDialog;
    bool _isOpaque;

    /// <summary>Whether any byte has come.</summary>
    internal bool HasBytes { get; private set; }

    /// <summary>Whether nothing more is wanted of this direction.</summary>
    internal bool IsFinished { get; private set; }

    /// <summary>Whether it was finished because bytes are missing or are no records, rather than because all was seen.</summary>
    internal bool IsGivenUp { get; private set; }

    /// <summary>Whether this direction has sent a ClientHello.</summary>
    internal bool IsClient { get; set; }

    /// <summary>Whether this direction has sent a ServerHello.</summary>
    internal bool IsServer { get; set; }

    /// <summary>Whether this direction has sent a certificate.</summary>
    internal bool HasCertificate { get; set; }

    /// <summary>How many records were seen whose content can't be read.</summary>
    internal int OpaqueRecords { get; private set; }

    /// <summary>Type of the last handshake message.</summary>
    internal HandshakeType MessageType => _handshake.Type;

    /// <summary>What is there of a message whose rest has not come.</summary>
    internal ReadOnlySpan<byte> PartialMessage => IsFinished ? default : _handshake.Partial;

    internal void Start()
    {
        Release();
        _headerLength = _recordLength = _remaining = OpaqueRecords = 0;
        _isSslV2 = _isInDialog = _isOpaque = HasBytes = IsFinished = IsGivenUp = IsClient = IsServer = HasCertificate = false;
    }

    internal void Finish()
    {
        Release();
        IsFinished = true;
    }

    internal void GiveUp()
    {
        IsGivenUp = !IsFinished;
        Finish();
    }

    /// <summary>Passes over missing bytes where they belong to something that is not looked at anyway.</summary>
    internal bool TrySkip(long count)
    {
        if (count > _remaining || _isSslV2) return false;
        bool isUnread = _isOpaque || (ContentType)_header[0] is ContentType.ApplicationData or ContentType.Heartbeat;
        if (!isUnread && !((ContentType)_header[0] == ContentType.Handshake && _handshake.TrySkip(count))) return false;
        _remaining -= (int)count;
        return true;
    }

    /// <summary>Takes bytes up to the next event; call again until <see cref="StreamEvent.NeedMore"/>.</summary>
    internal StreamEvent Read(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!HasBytes && !bytes.IsEmpty)
        {
            HasBytes = true;
            _isSslV2 = bytes[0] >= 0x80;
            _isInDialog = PlainDialog.MayPrecede(bytes[0]);
        }

        if (_isInDialog)
        {
            if (bytes.IsEmpty) return StreamEvent.NeedMore;
            DialogOutcome dialog = _dialog.Read(ref bytes);
            if (!dialog.IsUpgraded) return dialog.IsUndecided ? StreamEvent.NeedMore : StreamEvent.Invalid;
            _isInDialog = false;
        }

        if (_isSslV2) return ReadSslV2(ref bytes, out body);
        while (true)
        {
            if (_remaining == 0)
            {
                if (!TryReadHeader(ref bytes, out bool isInvalid)) return isInvalid ? StreamEvent.Invalid : StreamEvent.NeedMore;
            }
            else if (bytes.IsEmpty)
            {
                return StreamEvent.NeedMore;
            }
            else if (ReadContent(ref bytes, out body) is var found and not StreamEvent.NeedMore)
            {
                return found;
            }
        }
    }

    bool TryReadHeader(scoped ref ReadOnlySpan<byte> bytes, out bool isInvalid)
    {
        int taken = Math.Min(RecordHeader.Size - _headerLength, bytes.Length);
        bytes[..taken].CopyTo(_header.AsSpan(_headerLength));
        _headerLength += taken;
        bytes = bytes[taken..];
        isInvalid = !RecordHeader.IsPlausible(_header.AsSpan(0, _headerLength));
        if (isInvalid || !RecordHeader.TryRead(_header.AsSpan(0, _headerLength), out RecordHeader header)) return false;
        _headerLength = 0;
        _recordLength = _remaining = header.Length;
        _isOpaque = false;
        return true;
    }

    StreamEvent ReadContent(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        bool isFirstPart = _remaining == _recordLength;
        ReadOnlySpan<byte> content = bytes[..Math.Min(_remaining, bytes.Length)];
        if (!_isOpaque && (ContentType)_header[0] == ContentType.Handshake)
        {
            int before = content.Length;
            StreamEvent found = _handshake.Read(ref content, out body);
            bytes = bytes[(before - content.Length)..];
            _remaining -= before - content.Length;
            if (found != StreamEvent.Encrypted) return found;
            MarkOpaque();
            return found;
        }

        bytes = bytes[content.Length..];
        _remaining -= content.Length;
        if (_isOpaque) return StreamEvent.NeedMore;
        switch ((ContentType)_header[0])
        {
            case ContentType.ChangeCipherSpec when _recordLength == 1:
                return StreamEvent.ChangeCipherSpec;
            case ContentType.Alert when _recordLength == AlertLength:
                _alert ??= new byte[AlertLength];
                content.CopyTo(_alert.AsSpan(isFirstPart ? 0 : 1));
                body = _alert;
                return _remaining == 0 ? StreamEvent.Alert : StreamEvent.NeedMore;
            default:
                if (!isFirstPart) return StreamEvent.NeedMore;
                MarkOpaque();
                return StreamEvent.Encrypted;
        }
    }

    void MarkOpaque()
    {
        _isOpaque = true;
        _handshake.Reset();
        OpaqueRecords++;
    }

    StreamEvent ReadSslV2(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (_sslV2.Length == 0 && bytes.Length >= 2 && bytes.Length >= 2 + SslV2Shape.RecordLength(bytes))
        {
            int length = 2 + SslV2Shape.RecordLength(bytes);
            body = bytes[..length];
            bytes = bytes[length..];
            return EndSslV2(body);
        }

        while (!bytes.IsEmpty)
        {
            int wanted = _sslV2.Length < 2 ? 2 : 2 + SslV2Shape.RecordLength(_sslV2.Bytes);
            int taken = Math.Min(bytes.Length, wanted - _sslV2.Length);
            _sslV2.Append(bytes[..taken]);
            bytes = bytes[taken..];
            if (_sslV2.Length < 2) continue;
            if (!SslV2Shape.IsPlausible(_sslV2.Bytes)) return StreamEvent.Invalid;
            if (_sslV2.Length < 2 + SslV2Shape.RecordLength(_sslV2.Bytes)) continue;
            body = _sslV2.Bytes;
            return EndSslV2(body);
        }

        return StreamEvent.NeedMore;
    }

    // A hello of this format is followed by ordinary records when both ends agree on SSLv3 or later (RFC 5246 appendix E.2).
    StreamEvent EndSslV2(ReadOnlySpan<byte> hello)
    {
        _isSslV2 = false;
        return SslV2Shape.IsPlausible(hello) && hello.Length >= SslV2Shape.Needed(hello) ? StreamEvent.SslV2Hello : StreamEvent.Invalid;
    }

    void Release()
    {
        _handshake.Reset();
        _sslV2.Release();
        _dialog.Release();
    }
}
