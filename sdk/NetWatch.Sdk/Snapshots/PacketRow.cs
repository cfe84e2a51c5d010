using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>What is kept of each packet beside its bytes. No text in it: columns are made of it when it is shown.</summary>
public readonly record struct PacketRow
{
    /// <summary>Number of the packet, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>Packet time.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Length on the wire in bytes.</summary>
    public int WireLength { get; init; }

    /// <summary>How many bytes were captured.</summary>
    public int CapturedLength { get; init; }

    /// <summary>Sender, receiver and ports of this packet (not turned to the flow's initiator); none for frames without IP.</summary>
    public FiveTuple Tuple { get; init; }

    /// <summary>The IP protocol number, or 0 for frames without IP.</summary>
    public byte IpProtocol { get; init; }

    /// <summary>The EtherType of frames without IP (ARP is 0x0806), or 0.</summary>
    public ushort EtherType { get; init; }

    /// <summary>The TCP flags, or 0.</summary>
    public byte TcpFlags { get; init; }

    /// <summary>How many bytes of payload the transport carries; as said by the headers, also when the capture cut them.</summary>
    public int PayloadLength { get; init; }

    /// <summary>Number of the flow, or 0.</summary>
    public long FlowNumber { get; init; }

    /// <summary>Which end of the flow sent it.</summary>
    public FlowDirection Direction { get; init; }

    /// <summary>The label of the flow when the packet is looked at, or null.</summary>
    public string? App { get; init; }

    /// <summary>Whether the label is a guess by port.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Whether the headers could not be decoded to the end of what they claim.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Whether the capture cut the packet.</summary>
    public bool IsTruncated => CapturedLength < WireLength;
}
