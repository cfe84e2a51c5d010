namespace NetWatch.Sdk.Packets;

/// <summary>
/// The five-tuple of a flow, seen from its initiator. Ports are 0 where the transport has none.
/// </summary>
/// <param name="Transport">What the flow runs on.</param>
/// <param name="Source">Address of the initiator.</param>
/// <param name="SourcePort">Port of the initiator.</param>
/// <param name="Destination">Address of the responder.</param>
/// <param name="DestinationPort">Port of the responder.</param>
public readonly record struct FiveTuple(
    Transport Transport, NetAddress Source, ushort SourcePort, NetAddress Destination, ushort DestinationPort)
{
    /// <summary>The same flow seen from the other end.</summary>
    public FiveTuple Reversed => new(Transport, Destination, DestinationPort, Source, SourcePort);

    /// <summary>Whether both have the same transport and the same ends in the same places.</summary>
    // What the compiler makes asks a comparer for each of the types, which is slow, and compiled in each run.
    public bool Equals(FiveTuple other) => Transport == other.Transport && SourcePort == other.SourcePort && DestinationPort == other.DestinationPort
        && Source == other.Source && Destination == other.Destination;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((int)Transport, Source.GetHashCode(), (int)SourcePort, Destination.GetHashCode(), (int)DestinationPort);

    /// <summary>For instance <c>tcp 192.0.2.1:40000 → [2001:db8::1]:443</c>.</summary>
    public override string ToString() =>
        $"{Transport.ToString().ToLowerInvariant()} {Endpoint(Source, SourcePort)} → {Endpoint(Destination, DestinationPort)}";

    static string Endpoint(NetAddress address, ushort port) => address.IsIPv4 ? $"{address}:{port}" : $"[{address}]:{port}";
}
