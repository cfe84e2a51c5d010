using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Libpcap;

/// <summary>
/// From DLT_ numbers, which differ between systems for a few types, to LINKTYPE_ numbers, which don't (pcap-linktype(7)).
/// </summary>
public static class LinkTypes
{
    const int DltRaw = 12;
    const int DltRawOpenBsd = 14;
    const int DltPktAp = 149; // DLT_USER2, which Apple uses for it.

    /// <summary>The link type of a DLT_ number; numbers of one meaning everywhere stay as they are.</summary>
    public static LinkType FromDlt(int dlt) => dlt switch
    {
        DltRaw or DltRawOpenBsd => LinkType.Raw,
        DltPktAp when OperatingSystem.IsMacOS() => LinkType.PktAp,
        _ => (LinkType)dlt,
    };
}
