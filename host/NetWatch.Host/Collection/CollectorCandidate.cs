using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Collection;

/// <summary>A collector as the scheduler sees it: how to make it, and whom to tell of its faults.</summary>
/// <param name="Id">The collector id.</param>
/// <param name="PluginId">The plugin that brings it.</param>
/// <param name="SnapshotName">Full name of the type that it publishes.</param>
/// <param name="Cadence">How often it runs at the start.</param>
sealed record CollectorCandidate(string Id, string PluginId, string SnapshotName, TimeSpan Cadence)
{
    /// <summary>Makes an instance; null when it can't be made. Called for the first, and again in place of one that hangs.</summary>
    internal required Func<ICollector?> Create { get; init; }

    /// <summary>Reports what it threw; returns whether it is out now.</summary>
    internal required Func<Exception, bool> Report { get; init; }

    /// <summary>Reports what is so grave that it goes out at once.</summary>
    internal required Action<Exception> TakeOut { get; init; }

    /// <summary>Whether it is in use, not quarantined.</summary>
    internal required Func<bool> IsActive { get; init; }

    /// <summary>Whether it is off at the start.</summary>
    internal bool IsOff { get; init; }
}
