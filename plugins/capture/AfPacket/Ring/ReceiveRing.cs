using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>The mapped ring and the reader's place in it. Blocks come in turn; each belongs to the kernel or to the reader.</summary>
internal sealed unsafe class ReceiveRing(RingMapping mapping, RingGeometry geometry) : IDisposable
{
    int _current;
    long _unreadable;

    /// <summary>Frames that a block announced and that did not lie in it.</summary>
    internal long UnreadableFrames => _unreadable;

    internal bool IsReady => (Volatile.Read(ref Status) & RingBlock.OwnedByReader) != 0;

    /// <summary>Whether the current block, which is still the kernel's, holds no frame yet.</summary>
    internal bool IsEmpty => Volatile.Read(ref Count) == 0;

    /// <summary>Hands over the current block, gives it back to the kernel and steps to the next.</summary>
    internal int DeliverBlock(in FrameFormat format, IPacketSink sink)
    {
        try
        {
            return RingBlock.Deliver(new Span<byte>(Current, geometry.BlockBytes), format, sink, ref _unreadable);
        }
        finally
        {
            // Until the kernel opens it again it would count the frames of before.
            Count = 0;
            // Release order: all reads of the block come before the kernel may write it again.
            Volatile.Write(ref Status, 0);
            _current = _current + 1 == geometry.BlockCount ? 0 : _current + 1;
        }
    }

    public void Dispose() => mapping.Dispose();

    byte* Current => (byte*)mapping.DangerousGetHandle() + ((nuint)_current * (nuint)geometry.BlockBytes);

    ref uint Count => ref *(uint*)(Current + RingBlock.CountOffset);

    ref uint Status => ref *(uint*)(Current + RingBlock.StatusOffset);
}
