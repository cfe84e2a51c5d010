namespace NetWatch.Sdk.Snapshots;

/// <summary>
/// The state of something at one moment: a sealed, immutable record defined in a contract assembly. One plugin (or the host)
/// publishes a type, anyone may read it, by one reference and without locks.
/// </summary>
public interface ISnapshot
{
    /// <summary>Grows with each publication of the type, from 1.</summary>
    long Version { get; }

    /// <summary>Wall time at which it was taken.</summary>
    DateTimeOffset TakenAt { get; }
}
