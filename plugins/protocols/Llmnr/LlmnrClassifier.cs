using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Llmnr;

/// <summary>Recognises link-local multicast name resolution (RFC 4795) on its port.</summary>
/// <remarks>
/// The messages are those of DNS, so off the port nothing tells the two apart; the port alone makes no label either: the bytes must
/// hang together as a message.
/// </remarks>
[Protocol("llmnr", Transports.Both, Name = "LLMNR", Evidence = Evidence.Weak, Ports = [5355], MaxBytes = MaxBytes)]
public sealed class LlmnrClassifier : IProtocolClassifier
{
    const int MaxBytes = 1024;

    /// <summary>RFC 4795 §2.1.1: the four bits before the response code are reserved.</summary>
    const int ReservedBits = 0x00F0;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (prefix.Transport == Transport.Udp) return IsMessage(bytes, prefix.IsTruncated) ? Classification.Match() : Classification.NoMatch;

        // RFC 1035 §4.2.2: two bytes of length before each message.
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes, out ushort length)) return Classification.NeedMoreData(2);
        if (length < DnsHeader.Length) return Classification.NoMatch;
        int wanted = Math.Min(2 + length, MaxBytes);
        ReadOnlySpan<byte> message = bytes[2..Math.Min(wanted, bytes.Length)];
        if (message.Length >= DnsHeader.Length && !HasPlausibleHeader(message)) return Classification.NoMatch;
        if (bytes.Length < wanted) return Classification.NeedMoreData(wanted);
        return IsMessage(message, message.Length < length) ? Classification.Match() : Classification.NoMatch;
    }

    static bool IsMessage(ReadOnlySpan<byte> message, bool isTruncated) =>
        HasPlausibleHeader(message)
        && (DnsStructure.IsMessage(message, !isTruncated, onPort: true) || DnsStructure.IsPlausibleOnPort(message, isTruncated));

    // One question, whatever the operation: senders of others are to be ignored, and are worth seeing.
    static bool HasPlausibleHeader(ReadOnlySpan<byte> message) =>
        DnsHeader.TryRead(message, out DnsHeader header) && header.Questions == 1 && (header.Flags & ReservedBits) == 0;
}
