using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Undoes the zstd coding (RFC 8878), frame by frame. A frame may refer back by 8 MiB and no more, which is all that HTTP allows (RFC 9659): so is its memory.
/// </summary>
sealed class ZstdStream : Stream
{
    // ZSTD_d_windowLogMax.
    const int WindowLogMax = 100, MaxWindowLog = 23;
    const int PieceLength = 32 << 10;

    readonly ZstdLibrary _library;
    readonly Stream _coded;
    readonly byte[] _piece = new byte[PieceLength];
    readonly nint _input, _output;
    readonly nint _stream;
    int _filled, _used;
    bool _isWithinFrame, _isEnded, _isDisposed;

    internal ZstdStream(ZstdLibrary library, Stream coded)
    {
        (_library, _coded) = (library, coded);
        _stream = library.Create();
        if (_stream == 0) throw new InvalidDataException("There is no memory to undo the zstd coding.");
        _input = Marshal.AllocHGlobal(PieceLength);
        _output = Marshal.AllocHGlobal(PieceLength);
        library.SetParameter(_stream, WindowLogMax, MaxWindowLog);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        count = Math.Min(count, PieceLength);
        while (count > 0 && !_isEnded)
        {
            // The library may still hold what it has decoded, so it is asked before more is read.
            if (_used == _filled && !_isWithinFrame && !TryFill()) break;
            int produced = Step(count);
            if (produced > 0)
            {
                Marshal.Copy(_output, buffer, offset, produced);
                return produced;
            }

            if (_used == _filled && !TryFill()) break;
        }

        _isEnded = true;
        return _isWithinFrame && count > 0 ? throw new InvalidDataException("The last frame is cut.") : 0;
    }

    int Step(int count)
    {
        var input = new ZstdLibrary.Buffer { Bytes = _input, Size = (nuint)_filled, Position = (nuint)_used };
        var output = new ZstdLibrary.Buffer { Bytes = _output, Size = (nuint)count };
        nuint expected = _library.Decompress(_stream, ref output, ref input);
        if (_library.IsError(expected) != 0) throw new InvalidDataException("A frame is broken, or needs more memory than HTTP allows.");
        bool isStuck = (int)input.Position == _used && output.Position == 0 && _used < _filled;
        if (isStuck) throw new InvalidDataException("A frame makes no progress.");
        _used = (int)input.Position;
        // 0 when a frame is complete and nothing of it is held back.
        _isWithinFrame = expected != 0;
        return (int)output.Position;
    }

    bool TryFill()
    {
        _filled = _coded.Read(_piece, 0, _piece.Length);
        _used = 0;
        if (_filled > 0) Marshal.Copy(_piece, 0, _input, _filled);
        return _filled > 0;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _library.Free(_stream);
            Marshal.FreeHGlobal(_input);
            Marshal.FreeHGlobal(_output);
            if (disposing) _coded.Dispose();
        }

        base.Dispose(disposing);
    }
}
