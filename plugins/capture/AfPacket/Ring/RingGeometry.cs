namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>How a ring is cut into blocks.</summary>
/// <param name="BlockBytes">Bytes of a block, a power of two.</param>
/// <param name="BlockCount">Number of blocks.</param>
public readonly record struct RingGeometry(int BlockBytes, int BlockCount)
{
    /// <summary>The smallest ring: 1 MiB.</summary>
    public const int MinimumBytes = 1 << 20;

    /// <summary>The largest: 1 GiB.</summary>
    public const int MaximumBytes = 1 << 30;

    const int LargestBlock = 1 << 20;
    const int LeastBlocks = 8;

    /// <summary>All bytes of the ring.</summary>
    public nuint TotalBytes => (nuint)BlockBytes * (nuint)BlockCount;

    /// <summary>
    /// The ring for a buffer size. Blocks of 1 MiB cost a third of the CPU of blocks of 64 KiB; a small ring has smaller ones,
    /// never under 128 KiB so that a 64 KiB segment of an offloading card fits, because with few blocks the kernel soon has none to fill.
    /// </summary>
    public static RingGeometry For(int bufferBytes)
    {
        int total = Math.Clamp(bufferBytes, MinimumBytes, MaximumBytes);
        int block = LargestBlock;
        while (total / block < LeastBlocks && block > MinimumBytes / LeastBlocks) block /= 2;
        return new(block, total / block);
    }

    /// <summary>Whether a ring of half the size is still one.</summary>
    public bool CanShrink => TotalBytes > MinimumBytes;

    /// <summary>The ring of half the size.</summary>
    public RingGeometry Shrink() => For((int)(TotalBytes / 2));
}
