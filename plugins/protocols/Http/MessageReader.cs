using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http;

/// <summary>Reads the messages of one direction, one after the other, from chunks that are cut anywhere.</summary>
sealed class MessageReader
{
    enum State : byte
    {
        StartLine,
        Fields,
        Body,
        Searching,
        Held,
    }

    HeadLines _lines;
    BodyReader _body;
    State _state;
    long _startLineBytes;
    KeptBody? _kept;
    bool _isKeeping;

    internal MessageHead Head { get; } = new();

    /// <summary>When the first byte of the message came.</summary>
    internal Timestamp FirstByteTime { get; private set; }

    /// <summary>Bytes of the body of the current message so far, chunk framing left out.</summary>
    internal long BodyBytes => _body.Count;

    /// <summary>The body of the current message, where it is one that is kept.</summary>
    internal ReadOnlySpan<byte> KeptBody => _isKeeping ? _kept!.Bytes : default;

    /// <summary>Messages whose start line was read.</summary>
    internal long Messages { get; private set; }

    /// <summary>Bytes passed over while no message was to be found.</summary>
    internal long SearchedBytes { get; private set; }

    internal Irregularities Irregularities { get; private set; }

    internal bool IsSearching => _state == State.Searching;

    internal bool IsInsideHead => _state == State.Fields;

    internal bool IsInsideBody => _state == State.Body;

    /// <summary>Whether no byte of a message is there that has no end yet.</summary>
    internal bool IsBetweenMessages => _state == State.StartLine && _lines.Pending.IsEmpty;

    internal void Start(bool isMidStream)
    {
        _lines.Clear();
        _body = default;
        _state = isMidStream ? State.Searching : State.StartLine;
        Head.Clear();
        Messages = SearchedBytes = 0;
        Irregularities = Irregularities.None;
        _isKeeping = false;
    }

    /// <summary>Passes over a chunk that lies in the middle of a body, as most do; false for any other.</summary>
    internal bool TryPass(int bytes) => _state == State.Body && !_isKeeping && _body.TryPass(bytes);

    internal ReadStep Read(ref ReadOnlySpan<byte> bytes, Timestamp time)
    {
        while (!bytes.IsEmpty)
        {
            ReadStep step = _state switch
            {
                State.StartLine => ReadStartLine(ref bytes, time),
                State.Fields => ReadFields(ref bytes),
                State.Body => ReadBody(ref bytes),
                State.Searching => Search(ref bytes),
                _ => PassOver(ref bytes),
            };
            if (step != ReadStep.NeedsBytes) return step;
        }

        return ReadStep.NeedsBytes;
    }

    /// <summary>After <see cref="ReadStep.Head"/>: what follows the head.</summary>
    internal void SetBody(in BodyReader body)
    {
        _body = body;
        _state = body.IsComplete ? State.StartLine : State.Body;
    }

    /// <summary>Keeps the beginning of the body that follows.</summary>
    internal void KeepBody()
    {
        _isKeeping = true;
        (_kept ??= new KeptBody()).Clear();
    }

    /// <summary>Counts what follows as body, up to the start of another message.</summary>
    internal void Search() => _state = State.Searching;

    /// <summary>Passes over all bytes until <see cref="Release"/>: they may belong to a tunnel.</summary>
    internal void Hold() => _state = State.Held;

    internal void Release()
    {
        if (_state == State.Held) _state = State.Searching;
    }

    /// <summary>After <see cref="ReadStep.NotHttp"/> at the first byte: all of it is the body of an answer without a head.</summary>
    internal void TakeAllAsBody()
    {
        Head.Clear();
        Irregularities &= ~Irregularities.NotHttp;
        _body = BodyReader.UntilClose;
        _body.Add(SearchedBytes);
        SearchedBytes = 0;
        _state = State.Body;
    }

    /// <summary>Bytes are missing. True when a head that was being read ends here, for want of the rest.</summary>
    internal bool Skip(long missing)
    {
        switch (_state)
        {
            case State.Held:
                return false;
            case State.Body:
                if (!_body.TrySkip(missing)) _state = State.Searching;
                return false;
            default:
                bool cutsHead = _state == State.Fields;
                _lines.Clear();
                _state = State.Searching;
                return cutsHead;
        }
    }

    /// <summary>Whether a lost piece ended exactly with the body.</summary>
    internal bool TakeBodyEnd()
    {
        if (_state != State.Body || !_body.IsComplete) return false;
        _state = State.StartLine;
        return true;
    }

    ReadStep ReadStartLine(ref ReadOnlySpan<byte> bytes, Timestamp time)
    {
        if (_lines.Pending.IsEmpty) (FirstByteTime, _startLineBytes) = (time, 0);
        int before = bytes.Length;
        bool isWhole = _lines.TryTake(ref bytes, out ReadOnlySpan<byte> line);
        _startLineBytes += before - bytes.Length;
        if (!isWhole) return MayBecomeStart(_lines.Pending) ? ReadStep.NeedsBytes : Refuse();
        if (line.IsEmpty) return ReadStep.NeedsBytes;
        if (!Head.TryStart(line, _lines.IsCut)) return Refuse();
        Messages++;
        _isKeeping = false;
        _body = default;
        if (_lines.IsCut) Irregularities |= Irregularities.OverlongLine;
        if (Head.IsOld) return ReadStep.Head;
        _state = State.Fields;
        return ReadStep.NeedsBytes;
    }

    // Bytes without a line end are not kept in the hope of one: what can't begin a message is given up at once.
    static bool MayBecomeStart(ReadOnlySpan<byte> pending)
    {
        while (!pending.IsEmpty && pending[0] is (byte)'\r' or (byte)'\n') pending = pending[1..];
        if (StartLine.IsResponse(pending) != false) return true;
        int token = StartLine.TokenLength(pending);
        return token is > 0 and <= StartLine.MaxMethodLength && (token == pending.Length || pending[token] == ' ');
    }

    ReadStep Refuse()
    {
        _lines.Clear();
        _state = State.Searching;
        _body.Add(_startLineBytes);
        SearchedBytes += _startLineBytes;
        Irregularities |= Irregularities.NotHttp;
        return ReadStep.NotHttp;
    }

    ReadStep ReadFields(ref ReadOnlySpan<byte> bytes)
    {
        if (_lines.Pending.IsEmpty && TakeWholeFields(ref bytes)) return EndHead();
        while (!bytes.IsEmpty && _lines.TryTake(ref bytes, out ReadOnlySpan<byte> line))
        {
            if (_lines.IsCut) Irregularities |= Irregularities.OverlongLine;
            if (line.IsEmpty) return EndHead();
            Head.AddField(line);
        }

        return ReadStep.NeedsBytes;
    }

    // The lines that lie whole in the bytes, in one sweep. True when the head ends with one of them.
    bool TakeWholeFields(ref ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        bool isEnd = false;
        while (!isEnd && HeadLines.TryTakeWhole(ref rest, out ReadOnlySpan<byte> line, out bool isCut))
        {
            if (isCut) Irregularities |= Irregularities.OverlongLine;
            if (line.IsEmpty) isEnd = true;
            else Head.AddField(line);
        }

        bytes = rest;
        return isEnd;
    }

    ReadStep EndHead()
    {
        Irregularities |= Head.Framing.Irregularities;
        return ReadStep.Head;
    }

    ReadStep ReadBody(ref ReadOnlySpan<byte> bytes)
    {
        _body.Read(ref bytes, _isKeeping ? _kept : null);
        if (_body.IsBroken)
        {
            Irregularities |= Irregularities.BrokenChunk;
            _state = State.Searching;
            return ReadStep.NeedsBytes;
        }

        if (!_body.IsComplete) return ReadStep.NeedsBytes;
        _state = State.StartLine;
        return ReadStep.BodyEnd;
    }

    ReadStep Search(ref ReadOnlySpan<byte> bytes)
    {
        int at = MessageSearch.Find(bytes);
        int passed = at < 0 ? bytes.Length : at;
        _body.Add(passed);
        SearchedBytes += passed;
        bytes = bytes[passed..];
        if (at < 0) return ReadStep.NeedsBytes;
        _lines.Clear();
        _state = State.StartLine;
        return ReadStep.Found;
    }

    static ReadStep PassOver(ref ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return ReadStep.NeedsBytes;
    }
}
