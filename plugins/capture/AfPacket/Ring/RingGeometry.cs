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

    const int LargestBlock = 256 << 10;
    const int SmallestBlock = 128 << 10;
    const int LeastBlocks = 8;

    /// <summary>All bytes of the ring.</summary>
    public nuint TotalBytes => (nuint)BlockBytes * (nuint)BlockCount;

    /// <summary>
    /// The ring for a buffer size. The kernel closes a block that holds anything after the retire time, full or not, so on a link
    /// that is not busy the number of blocks, not of bytes, says how long a reader may stall: 256 blocks of 20 ms in 64 MiB are five
    /// seconds, 64 blocks of 1 MiB would be one. Under 128 KiB a 64 KiB segment of an offloading card would leave no room for others.
    /// </summary>
    public static RingGeometry For(int bufferBytes)
    {
        int total = Math.Clamp(bufferBytes, MinimumBytes, MaximumBytes);
        int block = total / LargestBlock < LeastBlocks ? SmallestBlock : LargestBlock;
        return new(block, total / block);
    }

    /// <summary>Whether a ring of half the size is still one.</summary>
    public bool CanShrink => TotalBytes > MinimumBytes;

    /// <summary>The ring of half the size.</summary>
    public RingGeometry Shrink() => For((int)(TotalBytes / 2));
}
