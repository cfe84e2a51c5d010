namespace NetWatch.Sdk.Attribution;

/// <summary>What a session has told and lost since it was opened.</summary>
/// <param name="Events">Events told, or sockets read.</param>
/// <param name="Lost">Events that were lost because a buffer was full: each may be a socket without its process.</param>
public readonly record struct AttributionCounters(long Events, long Lost);
