namespace NetWatch.Engine.Decode;

/// <summary>
/// What a decoder met, by kind. Written by the one worker that owns the decoder; another thread may read a figure that is a
/// few packets old.
/// </summary>
public sealed class DecodeCounters
{
    /// <summary>Frames decoded.</summary>
    public long Frames { get; internal set; }

    /// <summary>Frames whose headers contradict themselves.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Frames cut by the snaplen.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Frames of a link type that is not decoded.</summary>
    public long UnknownLinkType { get; internal set; }

    /// <summary>Frames without IP: ARP, spanning tree, management frames, encrypted 802.11, and so on.</summary>
    public long NotIp { get; internal set; }

    /// <summary>Packets in more tunnels, or with more headers, than are followed.</summary>
    public long TooDeep { get; internal set; }

    /// <summary>IP fragments met.</summary>
    public long Fragments { get; internal set; }

    /// <summary>Datagrams put together of fragments.</summary>
    public long Reassembled { get; internal set; }

    /// <summary>Datagrams that are waiting for fragments now.</summary>
    public long FragmentsPending { get; internal set; }

    /// <summary>Datagrams given up because a fragment did not come in time.</summary>
    public long FragmentsExpired { get; internal set; }

    /// <summary>Datagrams given up because newer ones needed the room.</summary>
    public long FragmentsEvicted { get; internal set; }

    /// <summary>Fragments that overlapped others.</summary>
    public long FragmentsOverlapping { get; internal set; }

    /// <summary>Fragments with an impossible offset or length.</summary>
    public long FragmentsInvalid { get; internal set; }

    /// <summary>Complete datagrams of which too little was captured to read them.</summary>
    public long FragmentsCut { get; internal set; }
}
