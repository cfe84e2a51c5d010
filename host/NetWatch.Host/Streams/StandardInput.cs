using System.Runtime.InteropServices;

namespace NetWatch.Host.Streams;

/// <summary>Standard input that ends when the user stops the run, also while nothing comes: a blocked read would wait for the other side.</summary>
sealed class StandardInput(CancellationToken cancellation) : Stream
{
    const int Descriptor = 0, WaitMilliseconds = 100;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal static Stream Open(CancellationToken cancellation) =>
        OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new StandardInput(cancellation);

    public override int Read(Span<byte> buffer)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (!UnixPipe.Wait(Descriptor, UnixPipe.Readable, WaitMilliseconds)) continue;
            nint read = UnixPipe.Read(Descriptor, buffer, (nuint)buffer.Length);
            if (read >= 0) return (int)read;
            int error = Marshal.GetLastPInvokeError();
            if (!UnixPipe.IsPassing(error)) throw UnixPipe.Failure(error);
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // There is nothing to write.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
