using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Recognises the name, datagram and session services of NetBIOS over TCP/IP (RFC 1001, RFC 1002).</summary>
/// <remarks>All three carry names in an encoding of 32 letters A to P, which nothing else has at these places: that decides on any port.</remarks>
[Protocol("netbios", Transports.Both, Name = "NetBIOS", Evidence = Evidence.Structure, Ports = [NamePort, DatagramPort, SessionPort], MaxBytes = 512)]
public sealed class NetBiosClassifier : IProtocolClassifier
{
    internal const ushort NamePort = 137;
    internal const ushort DatagramPort = 138;
    internal const ushort SessionPort = 139;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (prefix.Transport == Transport.Tcp) return SessionStart.Classify(prefix);
        if (prefix.HasPort(NamePort) && NameHeader.IsPlausibleOnPort(bytes)) return Classification.Match(NameHeader.IsMessage(bytes, prefix.IsTruncated) ? 100 : 90);
        bool isMessage = NameHeader.IsMessage(bytes, prefix.IsTruncated)
            || DatagramHeader.IsMessage(bytes, prefix.IsTruncated, prefix.HasPort(DatagramPort));
        return isMessage ? Classification.Match() : Classification.NoMatch;
    }
}
