using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>The room for packets that wait for keys, over all connections and workers: most of them will never have any.</summary>
sealed class CiphertextBudget
{
    long _used;

    /// <summary>Says how much there may be, and counts what finds no room; the same for all connections of a run.</summary>
    internal IKeyRing? Keys { get; set; }

    /// <summary>How much of one connection.</summary>
    internal int MaxBytesPerConnection => (Keys?.MaxWaitingBytesPerDirection ?? 1 << 20) / 2;

    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= (Keys?.MaxWaitingBytes ?? 64L << 20)) return true;
        Give(bytes);
        return false;
    }

    internal void Give(int bytes) => Interlocked.Add(ref _used, -bytes);
}
