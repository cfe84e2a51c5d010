using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Dns;

/// <summary>Recognises DNS over UDP and TCP and multicast DNS: leniently on their ports, by the whole message elsewhere.</summary>
/// <remarks>
/// LLMNR (RFC 4795) and the name service of NetBIOS (RFC 1002 §4.2) have the same format; only their ports tell them apart.
/// </remarks>
[Protocol("dns", Transports.Both, Name = "DNS", Evidence = Evidence.Structure, Ports = [DnsPort, MulticastPort], MaxBytes = MaxBytes)]
public sealed class DnsClassifier : IProtocolClassifier
{
    internal const ushort DnsPort = 53;
    internal const ushort MulticastPort = DnsFlowAnalyzer.MulticastPort;
    internal const int MaxBytes = 2048;

    const ushort LlmnrPort = 5355;
    const ushort NetBiosPort = 137;

    /// <summary>How much of a message on TCP is looked at: header and the longest question, with room for records.</summary>
    const int StreamWindow = 1024;

    /// <summary>On its own port something else may come first (a probe of one byte, a keep-alive).</summary>
    const int DatagramsToWait = 4;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        bool onPort = prefix.HasPort(DnsPort) || prefix.HasPort(MulticastPort);
        if (!onPort && (prefix.HasPort(LlmnrPort) || prefix.HasPort(NetBiosPort))) return Classification.NoMatch;
        return prefix.Transport == Transport.Udp ? Datagram(prefix, onPort) : Stream(prefix, onPort);
    }

    static Classification Datagram(in FlowPrefix prefix, bool onPort)
    {
        ReadOnlySpan<byte> message = prefix.Bytes;
        if (DnsStructure.IsMessage(message, !prefix.IsTruncated, onPort)) return Classification.Match(onPort ? 100 : 85);
        if (!onPort) return Classification.NoMatch;
        if (DnsStructure.IsPlausibleOnPort(message, prefix.IsTruncated)) return Classification.Match(90);
        return prefix.DatagramIndex + 1 < DatagramsToWait
            ? Classification.NeedMoreData(Math.Min(message.Length + 1, MaxBytes)) : Classification.NoMatch;
    }

    // RFC 1035 §4.2.2: two bytes of length before each message.
    static Classification Stream(in FlowPrefix prefix, bool onPort)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes, out ushort length)) return More(prefix, 2);
        if (length < DnsHeader.Length) return Classification.NoMatch;
        int wanted = 2 + Math.Min((int)length, StreamWindow);
        ReadOnlySpan<byte> message = bytes[2..Math.Min(wanted, bytes.Length)];
        if (message.Length < DnsHeader.Length) return More(prefix, wanted);
        if (!DnsStructure.HasPlausibleHeader(message, length, onPort)) return Classification.NoMatch;
        if (bytes.Length < wanted && !prefix.IsTruncated) return More(prefix, wanted);
        if (DnsStructure.IsMessage(message, message.Length == length, onPort)) return Classification.Match(onPort ? 100 : 85);
        bool isPlausible = onPort && DnsStructure.IsPlausibleOnPort(message, message.Length < length);
        return isPlausible ? Classification.Match(90) : Classification.NoMatch;
    }

    static Classification More(in FlowPrefix prefix, int wanted) =>
        Classification.NeedMoreData(Math.Max(wanted, prefix.Bytes.Length + 1));
}
