namespace NetWatch.Sdk.Snapshots;

/// <summary>
/// The newest packets, as far as the viewer's ring holds them. Written by the packet thread; read from any other without locks:
/// a packet that is overwritten while it is read is reported as gone.
/// </summary>
public interface IPacketHistory
{
    /// <summary>Number of the oldest packet that is held; packets are numbered from 1 in their order of arrival.</summary>
    long First { get; }

    /// <summary>Number of the newest packet; 0 when there was none.</summary>
    long Last { get; }

    /// <summary>
    /// Grows when the packets are read anew under the same numbers, because keys have come that were not known before: whatever was made of them is to be
    /// made again.
    /// </summary>
    int Generation => 0;

    /// <summary>Reads the row of a packet; false when it is gone. Allocates nothing.</summary>
    bool TryGetRow(long number, out PacketRow row);

    /// <summary>Copies the captured bytes of a packet. Returns how many there are, or -1 when it is gone; copies no more than fit.</summary>
    int CopyBytes(long number, Span<byte> destination);

    /// <summary>Makes the line of the Info column: by the dissector of the flow's protocol, or from the headers. Null when it is gone.</summary>
    string? Summarize(long number);

    /// <summary>Makes the detail tree of a packet from the link layer up. Null when it is gone.</summary>
    PacketDetail? Dissect(long number);
}
