namespace NetWatch.Sdk.Attribution;

/// <summary>A process, and how it is known that a socket is its own. Immutable.</summary>
/// <param name="Process">The process.</param>
/// <param name="Evidence">How it is known.</param>
/// <param name="Source">The id of the attribution source that says so, for instance <c>ebpf</c>.</param>
public sealed record SocketOwner(ProcessIdentity Process, AttributionEvidence Evidence, string Source);
