using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Stun;

/// <summary>
/// Recognises STUN and TURN (RFC 8489, RFC 8656) by the magic cookie on any port, and classic STUN (RFC 3489), which has none, by its structure
/// or by an answer that repeats the transaction.
/// </summary>
[Protocol("stun", Transports.Both, Name = "STUN", Evidence = Evidence.Magic, Ports = [3478, 3479, 5349, 19302], MaxBytes = 1500)]
public sealed class StunClassifier : IProtocolClassifier
{
    /// <summary>A question of classic STUN may be a header alone, which says nothing: so many datagrams are awaited for an answer.</summary>
    const int DatagramsToWait = 4;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        // The first two bits of every message are zero (RFC 8489 §5): most other traffic goes here.
        if (prefix.Transport == Transport.Tcp) return StreamStart.Classify(prefix);
        if (bytes.Length < StunHeader.Length || bytes[0] >= 0x40) return Classification.NoMatch;
        var header = new StunHeader(bytes);
        if (header.HasCookie)
            return StunHeader.Length + header.BodyLength <= bytes.Length || prefix.IsTruncated ? Classification.Match() : Classification.NoMatch;
        return Classic(header, prefix);
    }

    static Classification Classic(in StunHeader header, in FlowPrefix prefix)
    {
        if (!ClassicStun.IsType(header.Type)) return Classification.NoMatch;
        int length = StunHeader.Length + header.BodyLength;
        bool fits = length == header.Bytes.Length || (prefix.IsTruncated && length > header.Bytes.Length);
        if (!fits || header.BodyLength % 4 != 0) return Classification.NoMatch;
        if (IsSameTransaction(header, prefix.Opposite)) return Classification.Match(95);
        bool onPort = prefix.HasPort(3478) || prefix.HasPort(3479);
        if (header.BodyLength > 0) return ClassicStun.HasAttributes(header.Bytes, onPort) ? Classification.Match(onPort ? 95 : 85) : Classification.NoMatch;
        if (header.Type != ClassicStun.BindingRequest || prefix.DatagramIndex >= DatagramsToWait) return Classification.NoMatch;
        return onPort ? Classification.Match(90) : Classification.NeedMoreData(1);
    }

    static bool IsSameTransaction(in StunHeader header, ReadOnlySpan<byte> opposite)
    {
        if (opposite.Length < StunHeader.Length || opposite[0] >= 0x40) return false;
        var other = new StunHeader(opposite);
        return ClassicStun.IsType(other.Type) && other.Method == header.Method && other.IsRequest != header.IsRequest
            && other.Bytes[4..StunHeader.Length].SequenceEqual(header.Bytes[4..StunHeader.Length]);
    }
}
