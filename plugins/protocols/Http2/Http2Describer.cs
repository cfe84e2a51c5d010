using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http2;

/// <summary>Makes facts of the first bytes, for flows that are followed no further.</summary>
[ForProtocol("http2")]
public sealed class Http2Describer : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        var analyzer = new Http2Analyzer();
        analyzer.Start(new FlowStart(default, prefix.IsMidStream, default));
        foreach (FlowDirection direction in (ReadOnlySpan<FlowDirection>)[FlowDirection.FromInitiator, FlowDirection.FromResponder])
        {
            ReadOnlySpan<byte> bytes = direction == FlowDirection.FromInitiator ? prefix.FromInitiator : prefix.FromResponder;
            // Times are not known here. The answer before its request gives no latency rather than one of zero.
            var time = new Timestamp(direction == FlowDirection.FromInitiator ? 1 : 0);
            if (!bytes.IsEmpty) analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = time }, facts);
        }

        analyzer.OnEnd(facts);
    }
}
