using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>An attribution source of this run: its session, or why there is none.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Evidence">The best evidence of its answers.</param>
/// <param name="Session">The session, or null.</param>
/// <param name="Closed">How it stands without a session.</param>
sealed record OpenedSource(string Id, AttributionEvidence Evidence, IAttributionSession? Session, AttributionStatus Closed)
{
    /// <summary>Told what it throws against its contract; returns whether it is out now.</summary>
    internal required Func<Exception, bool> Fault { get; init; }

    /// <summary>Told what takes it out at once.</summary>
    internal required Action<Exception> TakeOut { get; init; }

    /// <summary>Whether it is in use, not quarantined.</summary>
    internal required Func<bool> IsActive { get; init; }

    /// <summary>Opens it once more, with a new instance. May hang like everything of it.</summary>
    internal required Func<OpenedSource> Reopen { get; init; }

    /// <summary>How it stood when it was opened.</summary>
    internal AttributionSourceRow First { get; init; } = new(Id, Evidence, Closed, default);

    /// <summary>How it stands now, by its own words. May throw or hang.</summary>
    internal AttributionSourceRow Row() => new(Id, Evidence, Session?.Status ?? Closed, Session?.ReadCounters() ?? default);
}
