using NetWatch.Sdk.Protocols;

namespace GopherSpace;

/// <summary>Tells what the first message of a flow says.</summary>
[ForProtocol(GopherTypeClassifier.Id)]
public sealed class GopherTypeDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        if (MessageHeader.Read(prefix.Bytes, out MessageHeader header) != HeaderState.Valid) return;
        ReadOnlySpan<byte> rest = prefix.Bytes[MessageHeader.Length..];
        facts.Publish(GopherTypeFacts.Of(header, rest[..Math.Min(rest.Length, header.BodyLength)]));
    }
}
