using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Decryption;

/// <summary>What the sources of keys brought, and what of it could not be used. Written under the ring's lock; any thread reads.</summary>
public sealed class KeyRingCounters
{
    /// <summary>Secrets taken.</summary>
    public long Secrets { get; internal set; }

    /// <summary>Lines that are no key log lines; comments and empty lines are not among them.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Secrets that left, or did not come in, because the ring was full.</summary>
    public long NotKept { get; internal set; }

    /// <summary>The losses, with a sentence on each.</summary>
    public IEnumerable<DropCounter> Drops() =>
    [
        new("key log lines", Malformed, "Lines of key logs that are malformed; their secrets are not known."),
        new("keys", NotKept, "Secrets that were given up because the key ring was full; the oldest go first."),
    ];
}
