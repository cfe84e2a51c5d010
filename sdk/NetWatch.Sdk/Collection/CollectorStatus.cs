namespace NetWatch.Sdk.Collection;

/// <summary>A collector, how it stands and what it cost.</summary>
/// <param name="Id">The collector id.</param>
/// <param name="PluginId">The plugin that brings it.</param>
public sealed record CollectorStatus(string Id, string PluginId)
{
    /// <summary>How it stands.</summary>
    public CollectorState State { get; init; }

    /// <summary>
    /// Since when its data are no longer kept up: the last success, or the start when there was none. Meaningful unless it is current.
    /// </summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How often it is called.</summary>
    public TimeSpan Cadence { get; init; }

    /// <summary>When it last came back in order; null when it never has.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>How long its last complete call took.</summary>
    public TimeSpan LastDuration { get; init; }

    /// <summary>Calls that came back in order.</summary>
    public long Runs { get; init; }

    /// <summary>Moments at which it was due while it still ran.</summary>
    public long Skipped { get; init; }

    /// <summary>Calls that threw.</summary>
    public long Faults { get; init; }

    /// <summary>Calls that never came back within their limit.</summary>
    public long Stalls { get; init; }

    /// <summary>Events of flows that found no room in its channel.</summary>
    public long EventsDropped { get; init; }

    /// <summary>What it says to the user itself, or what it threw last; null when all is well.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether what it published can't be relied on now.</summary>
    public bool IsBehind => State is CollectorState.Stale or CollectorState.Stalled or CollectorState.Failing or CollectorState.Out;
}
