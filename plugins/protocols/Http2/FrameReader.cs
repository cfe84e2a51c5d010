namespace NetWatch.Plugins.Http2;

/// <summary>Reads the frames of one direction from chunks that are cut anywhere, and finds the way back after a loss.</summary>
sealed class FrameReader
{
    enum State : byte
    {
        Preface,
        Header,
        PadLength,
        Data,
        Collect,
        Skip,
        Search,
    }

    /// <summary>Payloads that are kept whole are not longer; nobody sends field blocks that need more.</summary>
    internal const int MaxCollected = 64 << 10;

    const int KeptBuffer = 4 << 10;

    /// <summary>What a search has found must be followed by so many headers of the same kind, or the search goes on.</summary>
    const int Probation = 3;

    byte[] _buffer = new byte[64];
    int _buffered;
    State _state;
    int _left;
    int _onProbation;
    int _padding;
    bool _isBuffered;
    int _pieceStart;
    int _pieceLength;

    /// <summary>The header of the current frame.</summary>
    internal FrameHeader Header { get; private set; }

    /// <summary>The current payload has bytes that were lost or are more than are kept.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>No stream is beyond this: what is announced by the frames so far, with room for what a loss may have hidden.</summary>
    internal int HighestStream { get; set; }

    /// <summary>The longest frame that the other side allows.</summary>
    internal int MaxLength { get; set; }

    internal bool IsSearching => _state == State.Search;

    /// <summary>Whether it stands between two frames, with no byte of the next.</summary>
    internal bool IsBetweenFrames => _state == State.Header && _buffered == 0;

    internal void Start(bool isClient, bool isMidStream)
    {
        _state = isMidStream ? State.Search : isClient ? State.Preface : State.Header;
        _buffered = _left = _padding = _onProbation = 0;
        if (_buffer.Length > KeptBuffer) _buffer = new byte[64];
        Header = default;
        IsCut = false;
        HighestStream = isMidStream ? 1 << 21 : 2000;
        MaxLength = FrameHeader.UsualMaxLength;
    }

    /// <summary>The payload or the piece that the last step speaks of: of the chunk or of a buffer, until the next call.</summary>
    internal ReadOnlySpan<byte> Piece(ReadOnlySpan<byte> chunk) => _isBuffered ? _buffer.AsSpan(0, _buffered) : chunk.Slice(_pieceStart, _pieceLength);

    /// <summary>Reads on in a chunk.</summary>
    /// <param name="chunk">The whole chunk.</param>
    /// <param name="at">How far it is read; moved on.</param>
    internal FrameStep Read(ReadOnlySpan<byte> chunk, ref int at)
    {
        while (at < chunk.Length || (_left == 0 && _state is State.Data or State.Collect or State.Skip))
        {
            FrameStep step = _state switch
            {
                State.Preface => ReadPreface(chunk, ref at),
                State.Header => ReadHeader(chunk, ref at),
                State.PadLength => ReadPadLength(chunk, ref at),
                State.Data => ReadData(chunk, ref at),
                State.Collect => Collect(chunk, ref at),
                State.Skip => Skip(chunk, ref at),
                _ => Search(chunk, ref at),
            };
            if (step != FrameStep.NeedsBytes) return step;
        }

        return FrameStep.NeedsBytes;
    }

    /// <summary>Bytes are missing. True when the place of the next frame is still known.</summary>
    /// <param name="missing">How many.</param>
    /// <param name="lostContent">How many of them were content of DATA.</param>
    internal bool Pass(long missing, out int lostContent)
    {
        lostContent = 0;
        bool isInside = _state is State.Data or State.Collect or State.Skip;
        if (isInside && missing <= _left)
        {
            if (_state == State.Data) lostContent = Math.Clamp(_left - _padding, 0, (int)missing);
            _left -= (int)missing;
            IsCut = true;
            if (_state == State.Collect) _state = State.Skip;
            if (_state == State.Skip) _buffered = 0;
            return true;
        }

        Lose();
        return false;
    }

    /// <summary>Gives the place up: the next frame is to be searched for.</summary>
    internal void Lose()
    {
        _state = State.Search;
        _buffered = 0;
        _left = 0;
        // A capture that loses bytes may have lost the opening of any number of streams.
        HighestStream = (int)Math.Min(int.MaxValue, HighestStream + 2000L);
    }

    FrameStep ReadPreface(ReadOnlySpan<byte> chunk, ref int at)
    {
        int taken = Math.Min(ConnectionStart.PrefaceLength - _left, chunk.Length - at);
        bool fits = chunk.Slice(at, taken).SequenceEqual(ConnectionStart.Preface.Slice(_left, taken));
        if (!fits)
        {
            Lose();
            return FrameStep.Lost;
        }

        at += taken;
        _left += taken;
        if (_left == ConnectionStart.PrefaceLength) (_state, _left) = (State.Header, 0);
        return FrameStep.NeedsBytes;
    }

    FrameStep ReadHeader(ReadOnlySpan<byte> chunk, ref int at)
    {
        if (_buffered == 0 && chunk.Length - at >= FrameHeader.Size)
        {
            if (!Passes(chunk.Slice(at, FrameHeader.Size))) return Refuse();
            Header = FrameHeader.Read(chunk[at..]);
            at += FrameHeader.Size;
        }
        else
        {
            int taken = Math.Min(FrameHeader.Size - _buffered, chunk.Length - at);
            chunk.Slice(at, taken).CopyTo(_buffer.AsSpan(_buffered));
            _buffered += taken;
            at += taken;
            if (_buffered < FrameHeader.Size) return FrameStep.NeedsBytes;
            if (!Passes(_buffer.AsSpan(0, FrameHeader.Size))) return Refuse();
            Header = FrameHeader.Read(_buffer);
            _buffered = 0;
        }

        return Header.Length <= MaxLength ? BeginPayload() : Refuse();
    }

    bool Passes(ReadOnlySpan<byte> header)
    {
        if (_onProbation == 0) return true;
        _onProbation--;
        return FrameHeader.IsPlausible(header, HighestStream);
    }

    FrameStep Refuse()
    {
        Lose();
        return FrameStep.Lost;
    }

    FrameStep BeginPayload()
    {
        _left = Header.Length;
        _padding = 0;
        _buffered = 0;
        _isBuffered = false;
        _pieceLength = 0;
        IsCut = false;
        if (Header.StreamId != 0) HighestStream = (int)Math.Max(HighestStream, Math.Min(int.MaxValue, Header.StreamId + 2000L));
        _state = Header.Type switch
        {
            FrameType.Data => Header.IsPadded && _left > 0 ? State.PadLength : State.Data,
            FrameType.Headers or FrameType.PushPromise or FrameType.Continuation or FrameType.Settings or FrameType.RstStream or FrameType.GoAway => State.Collect,
            _ => State.Skip,
        };
        if (_state == State.Collect && _left > MaxCollected) (_state, IsCut) = (State.Skip, true);
        return FrameStep.Begin;
    }

    FrameStep ReadPadLength(ReadOnlySpan<byte> chunk, ref int at)
    {
        _padding = chunk[at++];
        _left--;
        _state = State.Data;
        // Padding that is longer than the frame is an error (RFC 9113 §6.1); the frame ends where it says all the same.
        if (_padding > _left) _padding = _left;
        return FrameStep.NeedsBytes;
    }

    FrameStep ReadData(ReadOnlySpan<byte> chunk, ref int at)
    {
        if (_left == 0) return End();
        int taken = Math.Min(_left, chunk.Length - at), content = Math.Clamp(_left - _padding, 0, taken);
        (_isBuffered, _pieceStart, _pieceLength) = (false, at, content);
        at += taken;
        _left -= taken;
        return content > 0 ? FrameStep.Data : FrameStep.NeedsBytes;
    }

    FrameStep Collect(ReadOnlySpan<byte> chunk, ref int at)
    {
        int taken = Math.Min(_left, chunk.Length - at);
        if (_buffered == 0 && taken == _left)
        {
            (_isBuffered, _pieceStart, _pieceLength) = (false, at, taken);
            at += taken;
            _left = 0;
            _state = State.Header;
            return FrameStep.End;
        }

        if (_buffer.Length < Header.Length) _buffer = new byte[Header.Length];
        chunk.Slice(at, taken).CopyTo(_buffer.AsSpan(_buffered));
        _buffered += taken;
        at += taken;
        _left -= taken;
        if (_left > 0) return FrameStep.NeedsBytes;
        _isBuffered = true;
        _state = State.Header;
        return FrameStep.End;
    }

    FrameStep Skip(ReadOnlySpan<byte> chunk, ref int at)
    {
        int taken = Math.Min(_left, chunk.Length - at);
        at += taken;
        _left -= taken;
        return _left == 0 ? End() : FrameStep.NeedsBytes;
    }

    FrameStep End()
    {
        (_isBuffered, _pieceLength, _buffered) = (false, 0, 0);
        _pieceStart = 0;
        _state = State.Header;
        return FrameStep.End;
    }

    /// <summary>Lets go of a collected payload after <see cref="FrameStep.End"/>.</summary>
    internal void Release()
    {
        if (_isBuffered) (_isBuffered, _buffered, _pieceLength) = (false, 0, 0);
    }

    // The last eight bytes of the chunk before may be the beginning of a header.
    FrameStep Search(ReadOnlySpan<byte> chunk, ref int at)
    {
        Span<byte> joined = stackalloc byte[FrameHeader.Size];
        while (_buffered > 0)
        {
            _buffer.AsSpan(0, _buffered).CopyTo(joined);
            int more = FrameHeader.Size - _buffered;
            if (chunk.Length - at < more) return KeepForSearch(chunk, ref at);
            chunk.Slice(at, more).CopyTo(joined[_buffered..]);
            if (FrameHeader.IsPlausible(joined, HighestStream))
            {
                (_state, _onProbation) = (State.Header, Probation);
                return FrameStep.Found;
            }

            _buffered--;
            _buffer.AsSpan(1, _buffered).CopyTo(_buffer);
        }

        for (; chunk.Length - at >= FrameHeader.Size; at++)
        {
            if (chunk[at] != 0 || !FrameHeader.IsPlausible(chunk.Slice(at, FrameHeader.Size), HighestStream)) continue;
            (_state, _onProbation) = (State.Header, Probation);
            return FrameStep.Found;
        }

        return KeepForSearch(chunk, ref at);
    }

    FrameStep KeepForSearch(ReadOnlySpan<byte> chunk, ref int at)
    {
        chunk[at..].CopyTo(_buffer.AsSpan(_buffered));
        _buffered += chunk.Length - at;
        at = chunk.Length;
        return FrameStep.NeedsBytes;
    }
}
