namespace NetWatch.Engine.Files;

/// <summary>
/// The raw bytes of a capture, counted, with those that were read to recognise the format put back in front.
/// </summary>
sealed class CountingStream(Stream inner) : Stream
{
    byte[] _front = [];
    int _frontUsed;

    /// <summary>How many bytes were taken out of the stream behind, whether handed on or not.</summary>
    internal long Count { get; private set; }

    /// <summary>The last four bytes taken, as a little-endian number.</summary>
    internal uint LastFour { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands these bytes out again before any others.</summary>
    internal void PutBack(ReadOnlySpan<byte> bytes)
    {
        _front = bytes.ToArray();
        _frontUsed = 0;
    }

    public override int Read(Span<byte> buffer)
    {
        int waiting = _front.Length - _frontUsed;
        if (waiting > 0)
        {
            int taken = Math.Min(waiting, buffer.Length);
            _front.AsSpan(_frontUsed, taken).CopyTo(buffer);
            _frontUsed += taken;
            return taken;
        }

        int read = inner.Read(buffer);
        Count += read;
        KeepLast(buffer[..read]);
        return read;
    }

    void KeepLast(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes[Math.Max(0, bytes.Length - 4)..]) LastFour = LastFour >> 8 | (uint)value << 24;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
