using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Decryption;

/// <summary>What the sources of keys brought, and what of it could not be used. Written under the ring's lock; any thread reads.</summary>
public sealed class KeyRingCounters
{
    long _givenUp;

    /// <summary>Secrets taken.</summary>
    public long Secrets { get; internal set; }

    /// <summary>Lines that are no key log lines; comments and empty lines are not among them.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Secrets that left, or did not come in, because the ring was full.</summary>
    public long NotKept { get; internal set; }

    /// <summary>Bytes of ciphertext given up while they waited for a key.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    internal void AddGivenUp(long bytes) => Interlocked.Add(ref _givenUp, bytes);

    /// <summary>The losses, with a sentence on each.</summary>
    public IEnumerable<DropCounter> Drops() =>
    [
        new("key log lines", Malformed, "Lines of key logs that are malformed; their secrets are not known."),
        new("keys", NotKept, "Secrets that were given up because the key ring was full; the oldest go first."),
        // Where no key ever comes nothing is missed.
        new("ciphertext", GivenUp, "Bytes of ciphertext that waited for a key and were given up for want of room.") { IsOrdinary = true },
    ];
}
