namespace NetWatch.Sdk.Attribution;

/// <summary>
/// A way to learn which process owns a socket. The host makes one instance at start; it must be cheap to construct. Mark the class with
/// <see cref="AttributionSourceAttribute"/>. Exceptions other than the documented one quarantine the source.
/// </summary>
public interface IAttributionSource
{
    /// <summary>
    /// Says how the source would stand here and now, without opening anything that needs privilege. Called at start and by
    /// <c>netwatch doctor</c>, on any thread. Must not throw.
    /// </summary>
    AttributionStatus CheckAvailability();

    /// <summary>
    /// Opens everything that the source will ever need, or takes over what <see cref="AttributionOptions.Inherited"/> holds. Called once, at
    /// start, before the process gives up its privileges; afterwards the session works from what it has opened. What it must open later
    /// (a file under /proc) may be refused then, and the session goes on without.
    /// </summary>
    /// <returns>
    /// A session that implements what the source can do: <see cref="ISocketEvents"/>, <see cref="ISocketTable"/>,
    /// <see cref="ISocketHolders"/>, <see cref="IFrameOwners"/>; at least one of them.
    /// </returns>
    /// <exception cref="AttributionException">It can't be opened; the exception says why and what would help.</exception>
    IAttributionSession Open(AttributionOptions options);
}
