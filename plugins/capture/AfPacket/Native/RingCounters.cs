using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>struct tpacket_stats_v3. The kernel sets it to zero each time it is read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingCounters
{
    /// <summary>Packets that passed the filter, the dropped ones included.</summary>
    internal uint Packets;
    internal uint Drops;
    internal uint QueueFreezes;
}
