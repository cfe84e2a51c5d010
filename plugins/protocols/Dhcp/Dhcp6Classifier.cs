using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Recognises DHCPv6 (RFC 8415) on its ports.</summary>
/// <remarks>
/// A label of its own, since nothing but the purpose is shared with DHCP: messages, options, ports and RFC differ, and peers name it apart.
/// There is no fixed value in a message, so it is asked on its ports only.
/// </remarks>
[Protocol("dhcpv6", Transports.Udp, Name = "DHCPv6", Evidence = Evidence.Weak, Ports = [546, 547], MaxBytes = 1500)]
public sealed class Dhcp6Classifier : IProtocolClassifier
{
    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        int options = Dhcp6Message.OptionsAt(bytes);
        if (options < 0) return Classification.NoMatch;
        if (options > bytes.Length) return prefix.IsTruncated ? Classification.Match(80) : Classification.NoMatch;
        int found = 0;
        for (int at = options; at < bytes.Length; found++)
        {
            if (!Dhcp6Option.TryRead(bytes, ref at, out Dhcp6Option option))
                return prefix.IsTruncated && found > 0 ? Classification.Match(90) : Classification.NoMatch;
            if (option.Code == 0) return Classification.NoMatch;
        }

        return found > 0 ? Classification.Match() : Classification.NoMatch;
    }
}
