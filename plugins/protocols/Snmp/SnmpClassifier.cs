using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Snmp;

/// <summary>Recognises SNMP v1, v2c and v3 by the encoding of a message, on any port.</summary>
[Protocol("snmp", Transports.Both, Name = "SNMP", Evidence = Evidence.Structure, Ports = [161, 162], MaxBytes = MaxBytes)]
public sealed class SnmpClassifier : IProtocolClassifier
{
    const int MaxBytes = 1500;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (bytes[0] != BerTag.Sequence) return Classification.NoMatch;
        if (prefix.Transport == Transport.Tcp) return Stream(prefix);
        if (bytes.Length < 5) return Classification.NoMatch;
        // The outer length must fit in any case; what is inside may be broken on the ports, since one wants to see that.
        if (!SnmpMessage.TryRead(bytes, prefix.IsTruncated, out SnmpMessage message)) return Classification.NoMatch;
        if (prefix.HasPort(161) || prefix.HasPort(162)) return Classification.Match();
        return HasBody(message) && (prefix.IsTruncated || IsWhole(bytes)) ? Classification.Match(95) : Classification.NoMatch;
    }

    // RFC 3430: the same messages, one behind the other. The first one decides, whatever the port, when it is there or long enough.
    static Classification Stream(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        int header = BerReader.HeaderLength(bytes);
        if (header > 6 || prefix.IsMidStream) return Classification.NoMatch;
        if (bytes.Length < header) return Classification.NeedMoreData(header);
        int length = BerReader.MessageLength(bytes);
        if (length < 10) return Classification.NoMatch;
        int wanted = Math.Min(length, MaxBytes);
        if (bytes.Length < wanted && !prefix.IsTruncated) return Classification.NeedMoreData(wanted);
        bool isCut = bytes.Length < wanted;
        bytes = bytes[..Math.Min(wanted, bytes.Length)];
        if (SnmpMessage.TryRead(bytes, isCut: bytes.Length < length, out SnmpMessage message) && HasBody(message)) return Classification.Match(95);
        return isCut ? Classification.NeedMoreData(wanted) : Classification.NoMatch;
    }

    // What else begins with a sequence and a small number (LDAP, Kerberos) has neither of these next.
    static bool HasBody(in SnmpMessage message) => message.IsV3
        ? message.SecurityModel is >= 1 and <= 255 && message.User.Tag != 0
        : message.Pdu.Tag != 0 && message.Variables.Tag != 0;

    // The outer length leads to the last byte.
    static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var reader = new BerReader(bytes, 0, bytes.Length, isCut: false);
        return reader.TryRead(BerTag.Sequence, out _) && reader.IsAtEnd;
    }
}
