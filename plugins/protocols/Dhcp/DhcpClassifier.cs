using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Recognises DHCP (RFC 2131) by its magic cookie on any port, and BOOTP without it (RFC 951) on the ports of both.</summary>
[Protocol("dhcp", Transports.Udp, Name = "DHCP", Evidence = Evidence.Magic, Ports = [ServerPort, ClientPort], MaxBytes = 1500)]
public sealed class DhcpClassifier : IProtocolClassifier
{
    internal const ushort ServerPort = 67;
    internal const ushort ClientPort = 68;

    /// <summary>Flags but the broadcast flag must be zero (RFC 2131 §2).</summary>
    const int ReservedFlags = 0x7FFF;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        // Operation and length of the hardware address.
        if (bytes.Length < 28 || bytes[0] is not (1 or 2) || bytes[2] > 16) return Classification.NoMatch;
        bool hasCookie = bytes.Length >= DhcpMessage.OptionsAt
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[DhcpMessage.CookieAt..]) == DhcpMessage.Cookie;
        if (hasCookie) return Classification.Match();
        if (!prefix.HasPort(ServerPort) && !prefix.HasPort(ClientPort)) return Classification.NoMatch;
        if (bytes.Length < DhcpMessage.CookieAt && !prefix.IsTruncated) return Classification.NoMatch;
        bool isBootp = bytes[3] <= 16 && (BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]) & ReservedFlags) == 0;
        return isBootp ? Classification.Match(90) : Classification.NoMatch;
    }
}
