using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Host.Tests.Documentation;

[Protocol("finger", Transports.Tcp, Ports = [79], Evidence = Evidence.Weak, MaxBytes = 512)]
public sealed class FingerClassifier : IProtocolClassifier
{
    // RFC 1288 §2.3: the query is one line of printable characters.
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> query = prefix.FromInitiator;
        if (query.IsEmpty || prefix.IsMidStream) return Classification.NoMatch;
        int end = query.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
        if (end < 0 || (end == query.Length - 1 && query[end] == '\r')) return Classification.NeedMoreData(query.Length + 1);
        return query[end] == '\r' && query[end + 1] == '\n' ? Classification.Match(60) : Classification.NoMatch;
    }
}
