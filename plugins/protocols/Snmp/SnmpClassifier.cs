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
        bool onPort = prefix.HasPort(161) || prefix.HasPort(162);
        // On its ports a message with a wrong length is what one wants to see.
        if (!SnmpMessage.TryRead(bytes, prefix.IsTruncated || onPort, out SnmpMessage message)) return Classification.NoMatch;
        if (onPort) return Classification.Match();
        bool isWhole = prefix.IsTruncated || IsWhole(bytes);
        // What else begins with a sequence and a small number (LDAP, Kerberos) has neither of these next.
        bool hasBody = message.IsV3
            ? message.SecurityModel is >= 1 and <= 255 && message.User.Tag != 0
            : message.Pdu.Tag != 0 && message.Variables.Tag != 0;
        return isWhole && hasBody ? Classification.Match(95) : Classification.NoMatch;
    }

    // The outer length leads to the last byte.
    static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var reader = new BerReader(bytes, 0, bytes.Length, isCut: false);
        return reader.TryRead(BerTag.Sequence, out _) && reader.IsAtEnd;
    }
}
