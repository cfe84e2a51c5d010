namespace NetWatch.Plugins.TlsDecryption;

/// <summary>How much ciphertext of all flows may wait for keys. Packet threads share it.</summary>
sealed class CiphertextBudget
{
    const long Limit = 64L << 20;

    long _taken;

    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= Limit) return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    internal void Give(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
