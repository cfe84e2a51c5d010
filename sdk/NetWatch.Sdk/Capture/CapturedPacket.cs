using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Capture;

/// <summary>One packet as a source captured it. Lives only during the call that hands it over.</summary>
public readonly ref struct CapturedPacket
{
    /// <summary>Wraps what was captured of a packet.</summary>
    /// <param name="bytes">The captured bytes, from the link-layer header on.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="wireLength">How long it was on the wire, in bytes; at least the length of <paramref name="bytes"/>.</param>
    /// <param name="linkType">The type of its link-layer header.</param>
    /// <param name="interfaceIndex">Which interface of the source it came from, from 0.</param>
    public CapturedPacket(ReadOnlySpan<byte> bytes, Timestamp time, int wireLength, LinkType linkType, int interfaceIndex = 0)
    {
        Bytes = bytes;
        Time = time;
        WireLength = wireLength;
        LinkType = linkType;
        InterfaceIndex = interfaceIndex;
    }

    /// <summary>The captured bytes; may be fewer than <see cref="WireLength"/> when a snaplen cut the packet.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Packet time.</summary>
    public Timestamp Time { get; }

    /// <summary>Length on the wire in bytes.</summary>
    public int WireLength { get; }

    /// <summary>The type of the link-layer header.</summary>
    public LinkType LinkType { get; }

    /// <summary>Which interface of the source it came from, from 0.</summary>
    public int InterfaceIndex { get; }
}
