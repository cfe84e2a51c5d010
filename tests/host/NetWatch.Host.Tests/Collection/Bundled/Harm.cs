namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>What a collector does instead of its work.</summary>
public enum Harm
{
    None,
    /// <summary>Throws, every time.</summary>
    Throws,
    /// <summary>Never comes back, and does not listen when asked to.</summary>
    Hangs,
    /// <summary>The same in the constructor of its next instance.</summary>
    HangsWhenMade,
    /// <summary>The same when events are brought to it.</summary>
    HangsOnEvents,
    /// <summary>Does its work, and takes longer than its cadence for it.</summary>
    IsSlow,
    /// <summary>Allocates as fast as it can.</summary>
    Allocates,
    /// <summary>Takes a whole processor.</summary>
    Spins,
}
