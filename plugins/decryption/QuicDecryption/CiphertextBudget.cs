namespace NetWatch.Plugins.QuicDecryption;

/// <summary>The room for packets that wait for keys, over all connections and workers: most of them will never have any.</summary>
sealed class CiphertextBudget
{
    const long MaxBytes = 64 << 20;

    long _used;

    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= MaxBytes) return true;
        Give(bytes);
        return false;
    }

    internal void Give(int bytes) => Interlocked.Add(ref _used, -bytes);
}
