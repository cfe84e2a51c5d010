using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>How much ciphertext of all flows may wait for keys. Packet threads share it.</summary>
sealed class CiphertextBudget
{
    long _taken;

    /// <summary>Says how much there may be; the same for all connections of a run.</summary>
    internal IKeyRing? Keys { get; set; }

    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= (Keys?.MaxWaitingBytes ?? 64L << 20)) return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    internal void Give(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
