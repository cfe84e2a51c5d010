using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>How frames of a session look.</summary>
/// <param name="LinkType">Link type they are handed over with.</param>
/// <param name="Shape">What the ring holds of them.</param>
/// <param name="SnapLength">The most bytes that are handed over of one.</param>
public readonly record struct FrameFormat(LinkType LinkType, FrameShape Shape, int SnapLength)
{
    const ushort HardwareEthernet = 1;
    const ushort HardwareRawIp = 519;
    const ushort HardwareTunnel = 768;
    const ushort HardwareTunnel6 = 769;
    const ushort HardwareSit = 776;
    const ushort HardwareLoopback = 772;
    const ushort Hardware80211 = 801;
    const ushort Hardware80211Prism = 802;
    const ushort Hardware80211Radiotap = 803;
    const ushort HardwareNone = 0xfffe;

    /// <summary>The format for all interfaces at once: only the cooked header is common to them.</summary>
    public static FrameFormat ForEveryInterface(int snapLength) => new(LinkType.LinuxSll2, FrameShape.Cooked, snapLength);

    /// <summary>
    /// The format for one interface by its hardware type (linux/if_arp.h). Tunnels without a link layer of their own are read from
    /// the network header on, because some of them show outgoing packets with the outer header and incoming ones without. PPP and
    /// GRE carry more than IP and not always a header, so they and everything unknown are cooked.
    /// </summary>
    public static FrameFormat ForHardware(ushort hardwareType, int snapLength) => hardwareType switch
    {
        HardwareEthernet or HardwareLoopback => new(LinkType.Ethernet, FrameShape.Frame, snapLength),
        Hardware80211 => new(LinkType.Ieee80211, FrameShape.Frame, snapLength),
        Hardware80211Prism => new(LinkType.Ieee80211Prism, FrameShape.Frame, snapLength),
        Hardware80211Radiotap => new(LinkType.Ieee80211Radiotap, FrameShape.Frame, snapLength),
        HardwareNone or HardwareRawIp or HardwareTunnel or HardwareTunnel6 or HardwareSit
            => new(LinkType.Raw, FrameShape.Packet, snapLength),
        _ => new(LinkType.LinuxSll2, FrameShape.Cooked, snapLength),
    };

    /// <summary>How many bytes the kernel is to copy: what is put in front counts towards the snaplen.</summary>
    public int KernelSnapLength => Shape == FrameShape.Cooked ? SnapLength - CookedHeader.Length : SnapLength;
}
