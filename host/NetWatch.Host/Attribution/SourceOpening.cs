using NetWatch.PluginHost.Declarations;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>Opens an attribution source at the start, and anew when the user retries one that hung.</summary>
/// <param name="Declaration">What it declares.</param>
/// <param name="Options">What it is opened with.</param>
/// <param name="Fault">Told what it throws against its contract.</param>
/// <param name="TakeOut">Told what takes it out at once.</param>
/// <param name="IsActive">Whether it is in use.</param>
/// <param name="Another">Makes another instance; null when that can't be done.</param>
sealed record SourceOpening(
    AttributionSourceDeclaration Declaration, AttributionOptions Options, Func<Exception, bool> Fault, Action<Exception> TakeOut, Func<bool> IsActive, Func<IAttributionSource?> Another)
{
    /// <summary>How long opening may take before the start goes on without the source.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Opens it; when that does not come back, goes on without.</summary>
    internal OpenedSource Open(IAttributionSource source, bool isNeeded)
    {
        OpenedSource? opened = null;
        var thread = new Thread(() => Volatile.Write(ref opened, Try(source, isNeeded))) { IsBackground = true, Name = $"attribution {Declaration.Id} opens" };
        thread.Start();
        if (thread.Join(Patience)) return opened!;
        TakeOut(new TimeoutException($"Opening it has not come back for {Patience.TotalSeconds:0} s."));
        return Of(null, new(AttributionState.Unavailable, $"Opening {Declaration.Id} has not come back; everything else goes on without it."));
    }

    OpenedSource Try(IAttributionSource source, bool isNeeded)
    {
        AttributionStatus status;
        try
        {
            status = source.CheckAvailability();
            if (status.IsUsable && !isNeeded) status = new(AttributionState.Unavailable, "Not opened: another source reads the sockets here.");
            else if (status.IsUsable)
            {
                OpenedSource opened = Of(source.Open(Options), status);
                return opened with { First = opened.Row() };
            }
        }
        catch (AttributionException refusal)
        {
            status = refusal.Status;
        }
        catch (Exception error)
        {
            Fault(error);
            status = new(AttributionState.Unavailable, $"It failed with {error.GetType().Name}.");
        }

        return Of(null, status);
    }

    OpenedSource Of(IAttributionSession? session, AttributionStatus status) => new(Declaration.Id, Declaration.Evidence, session, status)
    {
        Fault = Fault,
        TakeOut = TakeOut,
        IsActive = IsActive,
        Reopen = () => Another() is { } another ? Try(another, isNeeded: true)
            : Of(null, new(AttributionState.Unavailable, "It can't be made again; netwatch plugin info says why.")),
    };
}
