namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// One stage of decoding: gives bytes that were read already once more, and ends with an error at a ceiling. A later stage may swallow without end what an
/// earlier one unfolds, so the last one's output alone bounds nothing.
/// </summary>
sealed class StageStream(ReadOnlyMemory<byte> start, Stream rest, long ceiling) : Stream
{
    ReadOnlyMemory<byte> _start = start;
    long _left = ceiling;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_start.IsEmpty)
        {
            int read = rest.Read(buffer);
            _left -= read;
            return _left >= 0 ? read : throw new InvalidDataException("A stage of the decoding goes over its ceiling.");
        }

        int taken = Math.Min(buffer.Length, _start.Length);
        _start.Span[..taken].CopyTo(buffer);
        _start = _start[taken..];
        return taken;
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
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
