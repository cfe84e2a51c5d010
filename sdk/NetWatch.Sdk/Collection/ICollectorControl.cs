namespace NetWatch.Sdk.Collection;

/// <summary>
/// Changes how collectors run, for tabs. How they stand, and what the cadence of each is now, is in <see cref="CollectorsSnapshot"/>, which is
/// published anew as soon as a change has taken effect. Called as the answer to a key, never on its own; any thread, returns at once. What
/// is changed here holds until the program ends.
/// </summary>
public interface ICollectorControl
{
    /// <summary>The shortest cadence: what is shorter is taken as this.</summary>
    TimeSpan ShortestCadence { get; }

    /// <summary>The longest cadence: what is longer is taken as this.</summary>
    TimeSpan LongestCadence { get; }

    /// <summary>
    /// Changes how often a collector is called. A call that runs goes on; the next comes no later than the new cadence from now. Returns false
    /// when there is no such collector.
    /// </summary>
    bool SetCadence(string collectorId, TimeSpan cadence);

    /// <summary>
    /// Turns a collector off or on again. Off, its call is asked to come back and nothing waits for it, and what it published last stays; on,
    /// it begins with a new instance. Returns false when there is no such collector.
    /// </summary>
    bool SetEnabled(string collectorId, bool isEnabled);
}
