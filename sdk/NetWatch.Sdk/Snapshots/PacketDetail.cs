using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>The detail tree of a packet and the bytes it points into.</summary>
/// <param name="Bytes">The captured bytes of the frame.</param>
/// <param name="Nodes">The nodes, depth first.</param>
public sealed record PacketDetail(ImmutableArray<byte> Bytes, ImmutableArray<DetailNode> Nodes);
