namespace NetWatch.Plugins.QuicDecryption;

/// <summary>Which keys protect a packet (RFC 9001 §4).</summary>
enum PacketLevel
{
    Initial,
    ZeroRtt,
    Handshake,
    OneRtt,
}
