using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Http3;

/// <summary>Reads the frames of one direction of a stream (RFC 9114 §7.1) from chunks that are cut anywhere.</summary>
sealed class FrameReader
{
    enum State : byte
    {
        Head,
        Data,
        Collect,
        Skip,
        Dead,
    }

    /// <summary>Payloads that are kept whole are not longer.</summary>
    internal const int MaxCollected = 64 << 10;

    const int MaxHead = 16;

    byte[] _buffer = new byte[MaxHead];
    int _buffered;
    State _state;
    long _left;
    bool _isBuffered;
    int _pieceStart;
    int _pieceLength;

    /// <summary>Type of the current frame.</summary>
    internal long Type { get; private set; }

    /// <summary>Bytes of its payload.</summary>
    internal long Length { get; private set; }

    /// <summary>The current payload has bytes that were lost or are more than are kept.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Whether no byte of a frame is there that has no end yet.</summary>
    internal bool IsBetweenFrames => _state == State.Head && _buffered == 0;

    /// <summary>Whether a frame has begun and has bytes to come.</summary>
    internal bool IsInsideFrame => _state is State.Data or State.Collect or State.Skip;

    /// <summary>Whether the place of frames was lost: there is no way back on a stream.</summary>
    internal bool IsDead => _state == State.Dead;

    internal void Start()
    {
        _state = State.Head;
        _buffered = 0;
        _left = 0;
        _isBuffered = IsCut = false;
        if (_buffer.Length > 4 << 10) _buffer = new byte[MaxHead];
    }

    /// <summary>The payload or piece that the last step speaks of: of the chunk or of a buffer, until the next call.</summary>
    internal ReadOnlySpan<byte> Piece(ReadOnlySpan<byte> chunk) => _isBuffered ? _buffer.AsSpan(0, _buffered) : chunk.Slice(_pieceStart, _pieceLength);

    internal FrameStep Read(ReadOnlySpan<byte> chunk, ref int at)
    {
        if (_isBuffered) (_isBuffered, _buffered) = (false, 0);
        while (at < chunk.Length || (_left == 0 && _state is State.Data or State.Collect or State.Skip))
        {
            FrameStep step = _state switch
            {
                State.Head => ReadHead(chunk, ref at),
                State.Data => ReadData(chunk, ref at),
                State.Collect => Collect(chunk, ref at),
                State.Skip => Skip(chunk, ref at),
                _ => PassOver(chunk, ref at),
            };
            if (step != FrameStep.NeedsBytes) return step;
        }

        return FrameStep.NeedsBytes;
    }

    /// <summary>Bytes are missing. False when the place of the next frame is not known any more.</summary>
    internal bool Pass(long missing, out long lostContent)
    {
        lostContent = 0;
        if (!IsInsideFrame || missing > _left)
        {
            _state = State.Dead;
            return false;
        }

        if (_state == State.Data) lostContent = missing;
        _left -= missing;
        IsCut = true;
        if (_state == State.Collect) (_state, _buffered) = (State.Skip, 0);
        return true;
    }

    // Type and length are integers of one to eight bytes each (RFC 9000 §16).
    FrameStep ReadHead(ReadOnlySpan<byte> chunk, ref int at)
    {
        int before = _buffered, taken = Math.Min(MaxHead - _buffered, chunk.Length - at);
        chunk.Slice(at, taken).CopyTo(_buffer.AsSpan(_buffered));
        var reader = new ByteReader(_buffer.AsSpan(0, before + taken));
        if (!QuicVarInt.TryRead(ref reader, out ulong type) || !QuicVarInt.TryRead(ref reader, out ulong length))
        {
            _buffered += taken;
            at += taken;
            return FrameStep.NeedsBytes;
        }

        at += reader.Position - before;
        (_buffered, Type, Length, _left) = (0, (long)type, (long)length, (long)length);
        (IsCut, _pieceLength, _pieceStart) = (false, 0, 0);
        bool isKept = Type is FrameType.Headers or FrameType.PushPromise or FrameType.Settings or FrameType.GoAway;
        _state = Type == FrameType.Data ? State.Data : isKept ? State.Collect : State.Skip;
        if (_state == State.Collect && _left > MaxCollected) (_state, IsCut) = (State.Skip, true);
        return FrameStep.Begin;
    }

    FrameStep ReadData(ReadOnlySpan<byte> chunk, ref int at)
    {
        if (_left == 0) return End();
        int taken = (int)Math.Min(_left, chunk.Length - at);
        (_pieceStart, _pieceLength) = (at, taken);
        at += taken;
        _left -= taken;
        return FrameStep.Data;
    }

    FrameStep Collect(ReadOnlySpan<byte> chunk, ref int at)
    {
        int taken = (int)Math.Min(_left, chunk.Length - at);
        if (_buffered == 0 && taken == _left)
        {
            (_pieceStart, _pieceLength) = (at, taken);
            at += taken;
            (_left, _state) = (0, State.Head);
            return FrameStep.End;
        }

        if (_buffer.Length < Length) Array.Resize(ref _buffer, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Length));
        chunk.Slice(at, taken).CopyTo(_buffer.AsSpan(_buffered));
        _buffered += taken;
        at += taken;
        _left -= taken;
        if (_left > 0) return FrameStep.NeedsBytes;
        (_isBuffered, _state) = (true, State.Head);
        return FrameStep.End;
    }

    FrameStep Skip(ReadOnlySpan<byte> chunk, ref int at)
    {
        int taken = (int)Math.Min(_left, chunk.Length - at);
        at += taken;
        _left -= taken;
        return _left == 0 ? End() : FrameStep.NeedsBytes;
    }

    FrameStep End()
    {
        (_pieceStart, _pieceLength, _state) = (0, 0, State.Head);
        return FrameStep.End;
    }

    static FrameStep PassOver(ReadOnlySpan<byte> chunk, ref int at)
    {
        at = chunk.Length;
        return FrameStep.NeedsBytes;
    }
}
