using System.Collections.Immutable;

namespace NetWatch.Sdk.Attribution;

/// <summary>What one reading of the sockets brought.</summary>
/// <param name="Sockets">The sockets that exist, in no order.</param>
/// <param name="Ended">Sockets that have ended since the reading before, with their last counts.</param>
public sealed record SocketReading(ImmutableArray<SocketRow> Sockets, ImmutableArray<SocketRow> Ended);
