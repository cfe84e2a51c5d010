using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Snmp;

/// <summary>Recognises SNMP v1, v2c and v3 by the encoding of a message, on any port.</summary>
[Protocol("snmp", Transports.Udp, Name = "SNMP", Evidence = Evidence.Structure, Ports = [161, 162], MaxBytes = 1500)]
public sealed class SnmpClassifier : IProtocolClassifier
{
    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (bytes[0] != BerTag.Sequence || bytes.Length < 5) return Classification.NoMatch;
        // The outer length must fit in any case; what is inside may be broken on the ports, since one wants to see that.
        if (!SnmpMessage.TryRead(bytes, prefix.IsTruncated, out SnmpMessage message)) return Classification.NoMatch;
        if (prefix.HasPort(161) || prefix.HasPort(162)) return Classification.Match();
        // What else begins with a sequence and a small number (LDAP, Kerberos) has neither of these next.
        bool hasBody = message.IsV3
            ? message.SecurityModel is >= 1 and <= 255 && message.User.Tag != 0
            : message.Pdu.Tag != 0 && message.Variables.Tag != 0;
        return hasBody && (prefix.IsTruncated || IsWhole(bytes)) ? Classification.Match(95) : Classification.NoMatch;
    }

    // The outer length leads to the last byte.
    static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var reader = new BerReader(bytes, 0, bytes.Length, isCut: false);
        return reader.TryRead(BerTag.Sequence, out _) && reader.IsAtEnd;
    }
}
