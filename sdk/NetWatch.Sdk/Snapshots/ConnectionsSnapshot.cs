using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>Flows joined with the sockets of this machine and their processes, those that died since the look before included.</summary>
public sealed record ConnectionsSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>
    /// The connections: first those with a flow by its number, then those whose packets were not seen, by <see cref="ConnectionRow.SocketNumber"/>.
    /// </summary>
    public ImmutableArray<ConnectionRow> Connections { get; init; } = [];

    /// <summary>How many of them have a flow: these stand first.</summary>
    public int WithFlow { get; init; }

    /// <summary>Sockets that listen, and UDP sockets that receive from anybody, by <see cref="ConnectionRow.SocketNumber"/>.</summary>
    public ImmutableArray<ConnectionRow> Listening { get; init; } = [];

    /// <summary>The connection of a flow, or null. Allocates nothing.</summary>
    public ConnectionRow? FindByFlow(long flowNumber)
    {
        int low = 0, high = Math.Min(WithFlow, Connections.Length) - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = Connections[middle].FlowNumber;
            if (found == flowNumber) return Connections[middle];
            if (found < flowNumber) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}
