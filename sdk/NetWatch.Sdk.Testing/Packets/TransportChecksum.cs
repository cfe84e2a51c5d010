namespace NetWatch.Sdk.Testing.Packets;

/// <summary>The checksum of TCP and UDP over the pseudo header of the IP layer around them (RFC 9293 §3.1, RFC 8200 §8.1).</summary>
static class TransportChecksum
{
    internal static ushort Of(byte[] segment, byte transport, FrameLayer? network) => network switch
    {
        IPv4Layer v4 => InternetChecksum.Of(v4.PseudoHeader(segment.Length, transport), segment),
        IPv6Layer v6 => InternetChecksum.Of(v6.PseudoHeader(segment.Length, transport), segment),
        _ => 0,
    };
}
