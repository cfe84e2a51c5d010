using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>One packet of a capture sample.</summary>
/// <param name="Time">Packet time.</param>
/// <param name="LinkType">The type of its link-layer header.</param>
/// <param name="Bytes">The captured bytes.</param>
/// <param name="WireLength">Length on the wire; at least as long as <paramref name="Bytes"/>.</param>
public sealed record SamplePacket(Timestamp Time, LinkType LinkType, ReadOnlyMemory<byte> Bytes, int WireLength)
{
    /// <summary>A packet that was captured whole.</summary>
    public SamplePacket(Timestamp time, LinkType linkType, ReadOnlyMemory<byte> bytes) : this(time, linkType, bytes, bytes.Length) { }
}
