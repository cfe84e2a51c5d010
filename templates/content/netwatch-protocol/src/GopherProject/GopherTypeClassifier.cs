using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace GopherSpace;

/// <summary>Recognises GopherName by the header of its first message.</summary>
[Protocol(Id, Transports.None, Name = "GopherName", Evidence = Evidence.Chosen, Ports = [Port], MaxBytes = MessageHeader.Length)]
public sealed class GopherTypeClassifier : IProtocolClassifier
{
    internal const string Id = "gopher-id";
    internal const ushort Port = 65432;
#if (HasMagic)

    const int Confidence = 100;
#elseif (HasStructure)

    const int Confidence = 90;
#else

    const int Confidence = 60;
#endif

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix) =>
#if (UsesTcp && UsesUdp)
        prefix.Transport == Transport.Udp ? Datagram(prefix) : Stream(prefix);
#elseif (UsesUdp)
        Datagram(prefix);
#else
        Stream(prefix);
#endif
#if (UsesUdp)

    // A datagram is one whole message, unless the capture cut it.
    static Classification Datagram(in FlowPrefix prefix)
    {
        if (MessageHeader.Read(prefix.Bytes, out MessageHeader header) != HeaderState.Valid) return Classification.NoMatch;
        int length = MessageHeader.Length + header.BodyLength;
        bool fits = prefix.IsTruncated ? prefix.Bytes.Length <= length : prefix.Bytes.Length == length;
        return fits ? Classification.Match(Confidence) : Classification.NoMatch;
    }
#endif
#if (UsesTcp)

    // A segment may end anywhere, so a header that is not whole yet is waited for.
    static Classification Stream(in FlowPrefix prefix) => MessageHeader.Read(prefix.Bytes, out _) switch
    {
        HeaderState.Valid => Classification.Match(Confidence),
        HeaderState.Incomplete => Classification.NeedMoreData(MessageHeader.Length),
        _ => Classification.NoMatch,
    };
#endif
}
