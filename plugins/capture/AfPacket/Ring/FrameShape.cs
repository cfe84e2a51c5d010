namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>What of a packet the ring holds, and what is put in front of it before it is handed over.</summary>
public enum FrameShape : byte
{
    /// <summary>The frame from its link-layer header on (SOCK_RAW).</summary>
    Frame = 0,
    /// <summary>The packet from its network header on (SOCK_DGRAM); nothing is put in front.</summary>
    Packet = 1,
    /// <summary>The packet from its network header on, behind a LINKTYPE_LINUX_SLL2 header that the session writes.</summary>
    Cooked = 2,
}
