using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Recognises SSDP (UPnP Device Architecture 2.0 §1) by its start lines on any port, and by the fields of its answers.</summary>
[Protocol("ssdp", Transports.Udp, Name = "SSDP", Evidence = Evidence.Magic, Ports = [1900], MaxBytes = 1500)]
public sealed class SsdpClassifier : IProtocolClassifier
{
    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        switch (bytes[0])
        {
            case (byte)'M': return bytes.StartsWith("M-SEARCH * HTTP/1."u8) ? Classification.Match() : Classification.NoMatch;
            case (byte)'N': return bytes.StartsWith("NOTIFY * HTTP/1."u8) ? Classification.Match() : Classification.NoMatch;
            case (byte)'H':
                if (!bytes.StartsWith("HTTP/1."u8)) return Classification.NoMatch;
                // HTTP answers over UDP are few, and those of SSDP say what was found; on its port one may be cut before that.
                return IsAnswer(bytes) ? Classification.Match() : prefix.HasPort(1900) ? Classification.Match(90) : Classification.NoMatch;
            default: return Classification.NoMatch;
        }
    }

    static bool IsAnswer(ReadOnlySpan<byte> bytes)
    {
        var fields = new SsdpFields(bytes);
        while (fields.MoveNext())
        {
            if (fields.IsNamed("ST") || fields.IsNamed("USN")) return true;
        }

        return false;
    }
}
