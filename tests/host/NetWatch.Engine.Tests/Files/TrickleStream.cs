namespace NetWatch.Engine.Tests.Files;

/// <summary>A pipe: it can't be sought in, and gives a few bytes at a time.</summary>
sealed class TrickleStream(byte[] bytes, int atOnce, bool failsAtEnd = false) : Stream
{
    int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(Math.Min(atOnce, count), bytes.Length - _position);
        if (taken == 0 && failsAtEnd) throw new IOException("the disk is gone.");
        bytes.AsSpan(_position, taken).CopyTo(buffer.AsSpan(offset));
        _position += taken;
        return taken;
    }

    public override int Read(Span<byte> buffer)
    {
        byte[] copy = new byte[buffer.Length];
        int taken = Read(copy, 0, copy.Length);
        copy.AsSpan(0, taken).CopyTo(buffer);
        return taken;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
