using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Recognises the protocols of BitTorrent by their first bytes: peers on TCP; DHT, uTP, trackers and local discovery on UDP.</summary>
/// <remarks>
/// Peers that encrypt (MSE) send random bytes from the first on: such flows stay unknown, since anything that took them would take all that
/// is random. Trackers over HTTP are HTTP. uTP has no magic number: without the opening both directions have to fit together, and one direction
/// alone counts on the usual ports only.
/// </remarks>
[Protocol("bittorrent", Transports.Both, Name = "BitTorrent", Evidence = Evidence.Magic, MaxBytes = 256,
    Ports = [6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889, DiscoveryPort, 6969, 51413])]
public sealed class BitTorrentClassifier : IProtocolClassifier
{
    internal const ushort DiscoveryPort = 6771;

    // A first datagram may be an answer that says too little; so many are looked at.
    const int DatagramsToWait = 8;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix) => prefix.Transport == Transport.Udp ? Datagram(prefix) : Stream(prefix);

    static Classification Stream(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        return Handshake.IsAt(bytes) switch
        {
            true => Classification.Match(),
            false => Classification.NoMatch,
            null => prefix.IsTruncated && bytes.Length >= 12 ? Classification.Match(90) : Classification.NeedMoreData(Handshake.Name.Length),
        };
    }

    static Classification Datagram(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        switch (bytes[0])
        {
            case (byte)'d':
                return KrpcMessage.TryRead(bytes, prefix.IsTruncated, out _) ? Classification.Match() : Classification.NoMatch;
            case (byte)'B':
                return bytes.StartsWith(LocalDiscovery.Mark) ? Classification.Match() : Classification.NoMatch;
            case 0x01 or 0x11 or 0x21 or 0x31 or 0x41 when UtpHeader.TryRead(bytes, out UtpHeader header):
                return Utp(prefix, header);
            case 0x00 when Tracker.IsConnect(bytes) || Tracker.IsConnected(bytes, prefix.Opposite):
                return Classification.Match();
            default:
                return Tracker.IsAnnounce(bytes) ? Classification.Match(90) : Classification.NoMatch;
        }
    }

    static Classification Utp(in FlowPrefix prefix, in UtpHeader header)
    {
        if (header.IsOpening || Handshake.IsAt(header.Payload) == true) return Classification.Match(95);
        if (UtpHeader.TryRead(prefix.Opposite, out UtpHeader other) && header.Fits(other)) return Classification.Match(95);
        if (IsOnPort(prefix) && header.TimestampDifference != 0 && header.Window != 0) return Classification.Match(80);
        return prefix.DatagramIndex + 1 < DatagramsToWait ? Classification.NeedMoreData(1) : Classification.NoMatch;
    }

    static bool IsOnPort(in FlowPrefix prefix) => IsUsual(prefix.InitiatorPort) || IsUsual(prefix.ResponderPort);

    static bool IsUsual(ushort port) => port is (>= 6881 and <= 6889) or 51413;
}
