namespace NetWatch.Sdk.Packets;

/// <summary>
/// The link-layer header type of a capture interface, as registered at tcpdump.org (LINKTYPE_ values).
/// Values that are not named here are legal: a frame of an unknown type is counted and shown, never decoded.
/// </summary>
public enum LinkType : ushort
{
    /// <summary>BSD loopback: a four-byte address family in the byte order of the capturing machine.</summary>
    Null = 0,
    /// <summary>Ethernet II and IEEE 802.3.</summary>
    Ethernet = 1,
    /// <summary>PPP, with or without the HDLC-like framing of RFC 1662.</summary>
    Ppp = 9,
    /// <summary>Raw IP as some BSDs write it; the version nibble tells IPv4 from IPv6.</summary>
    RawBsd = 12,
    /// <summary>Raw IP as OpenBSD writes it.</summary>
    RawOpenBsd = 14,
    /// <summary>PPP in HDLC-like framing (RFC 1662).</summary>
    PppHdlc = 50,
    /// <summary>PPP over Ethernet session packets.</summary>
    PppEthernet = 51,
    /// <summary>Raw IP; the version nibble tells IPv4 from IPv6.</summary>
    Raw = 101,
    /// <summary>Cisco HDLC, and PPP when the first byte says so.</summary>
    CiscoHdlc = 104,
    /// <summary>IEEE 802.11 without a radio header.</summary>
    Ieee80211 = 105,
    /// <summary>Frame Relay.</summary>
    FrameRelay = 107,
    /// <summary>OpenBSD loopback: a four-byte address family in network byte order.</summary>
    Loop = 108,
    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxSll = 113,
    /// <summary>IEEE 802.11 behind a Prism header.</summary>
    Ieee80211Prism = 119,
    /// <summary>IEEE 802.11 behind a radiotap header.</summary>
    Ieee80211Radiotap = 127,
    /// <summary>PPP with a one-byte direction in front.</summary>
    PppWithDirection = 166,
    /// <summary>IEEE 802.11 or others behind a Per-Packet Information header.</summary>
    Ppi = 192,
    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,
    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,
    /// <summary>Linux netfilter log.</summary>
    NfLog = 239,
    /// <summary>Apple PKTAP: process and interface in front of another link type.</summary>
    PktAp = 258,
    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
