using System.Runtime.InteropServices;

namespace NetWatch.Host.Streams;

/// <summary>
/// Standard output that tells a closed pipe from success: the framework's stream takes every further byte in silence, so that
/// <c>netwatch read big.pcap | head</c> would read the file to its end for nobody.
/// </summary>
sealed class StandardOutput : Stream
{
    const int Descriptor = 1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();

    /// <summary>Whether the reader has closed the pipe, which is its way of saying "enough".</summary>
    internal static bool IsClosedPipe(Exception? error) => error is IOException { HResult: UnixPipe.BrokenPipe };

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written = UnixPipe.Write(Descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (!UnixPipe.IsPassing(error)) throw UnixPipe.Failure(error);
            // Whoever started the program may have left the pipe non-blocking.
            if (UnixPipe.IsFull(error)) UnixPipe.Wait(Descriptor, UnixPipe.Writable, -1);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
