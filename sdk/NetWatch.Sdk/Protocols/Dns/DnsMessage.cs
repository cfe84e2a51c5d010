using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>A message as read: what its sections hold, up to where it could be read.</summary>
struct DnsMessage
{
    public DnsMessage() { }

    internal DnsHeader Header;
    internal DnsSections Sections;
    internal int EdnsVersion = -1;
    internal int EdnsPayloadSize;
    internal bool DnssecOk;

    /// <summary>The upper eight bits of the response code (RFC 6891 §6.1.3).</summary>
    internal int ExtendedCode;

    internal readonly int ResponseCode => ExtendedCode << 4 | Header.ResponseCode;

    internal readonly bool TryFirstQuestion(out DnsEntry question)
    {
        foreach (DnsEntry entry in Sections)
        {
            question = entry;
            return entry.Section == DnsSection.Question;
        }

        question = default;
        return false;
    }
}
