using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>An attribution source of this run: its session, or why there is none.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Evidence">The best evidence of its answers.</param>
/// <param name="Session">The session, or null.</param>
/// <param name="Closed">How it stands without a session.</param>
/// <param name="Fault">Told what it throws against its contract.</param>
sealed record OpenedSource(string Id, AttributionEvidence Evidence, IAttributionSession? Session, AttributionStatus Closed, Action<Exception> Fault)
{
    /// <summary>How it stands now.</summary>
    internal AttributionSourceRow Row()
    {
        try
        {
            return new AttributionSourceRow(Id, Evidence, Session?.Status ?? Closed, Session?.ReadCounters() ?? default);
        }
        catch (Exception error)
        {
            Fault(error);
            return new AttributionSourceRow(Id, Evidence, new(AttributionState.Unavailable, $"It failed: {error.Message}"), default);
        }
    }
}
