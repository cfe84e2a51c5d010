using System.IO.Compression;

namespace NetWatch.Plugins.TlsDecryption.Records;

/// <summary>
/// Unpacks the records of one direction that were compressed with DEFLATE (RFC 3749): one zlib stream over all of them, flushed after each.
/// What follows a loss can't be unpacked.
/// </summary>
sealed class RecordInflater : IDisposable
{
    /// <summary>No record holds more (RFC 5246 §6.2.1), so that none can swell.</summary>
    internal const int MaxContent = 1 << 14;

    readonly Feed _feed = new();
    readonly ZLibStream _zlib;
    bool _isBroken;

    internal RecordInflater() => _zlib = new ZLibStream(_feed, CompressionMode.Decompress);

    /// <summary>Unpacks one record.</summary>
    /// <param name="content">What was decrypted.</param>
    /// <param name="isBehindLoss">Whether a record before it is missing.</param>
    /// <param name="output">Takes <see cref="MaxContent"/> bytes and one more.</param>
    /// <param name="length">How much was unpacked.</param>
    internal bool TryInflate(ReadOnlySpan<byte> content, bool isBehindLoss, Span<byte> output, out int length)
    {
        length = 0;
        _isBroken |= isBehindLoss;
        if (_isBroken) return false;
        _feed.Set(content);
        try
        {
            while (length <= MaxContent && _zlib.Read(output[length..(MaxContent + 1)]) is > 0 and int count) length += count;
        }
        catch (InvalidDataException)
        {
            // Also thrown where the stream waits for the next record: then all of this one was taken and given out.
            _isBroken = !_feed.IsEmpty;
        }

        _isBroken |= length > MaxContent;
        return !_isBroken;
    }

    public void Dispose() => _zlib.Dispose();

    sealed class Feed : Stream
    {
        readonly byte[] _bytes = new byte[RecordHeader.MaxBody];
        int _start, _end;

        internal bool IsEmpty => _start == _end;

        internal void Set(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_bytes);
            (_start, _end) = (0, bytes.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, _end - _start);
            _bytes.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            return count;
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

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
