using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>Makes the facts of a flow from the bytes it was recognised by, when none of its further bytes are followed.</summary>
[ForProtocol("tls")]
public sealed class TlsDescriber : IProtocolDescriber
{
    readonly RecentFingerprints _fingerprints = new();
    readonly RecentCertificates _certificates = new();

    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        var analyzer = new TlsAnalyzer(_fingerprints, _certificates);
        analyzer.Start(default);
        bool initiatorFirst = IsClientHello(prefix.FromInitiator) || !IsClientHello(prefix.FromResponder);
        Feed(analyzer, initiatorFirst ? FlowDirection.FromInitiator : FlowDirection.FromResponder, prefix, facts);
        Feed(analyzer, initiatorFirst ? FlowDirection.FromResponder : FlowDirection.FromInitiator, prefix, facts);
        analyzer.OnEnd(facts);
    }

    // The client speaks first, but need not be the side that opened the connection (active FTP, RFC 4217 §7).
    static bool IsClientHello(ReadOnlySpan<byte> bytes) => bytes is [22, _, _, _, _, 1, ..] or [>= 0x80, _, 1, ..];

    static void Feed(TlsAnalyzer analyzer, FlowDirection direction, in FlowPrefix prefix, IFactSink facts)
    {
        ReadOnlySpan<byte> bytes = direction == FlowDirection.FromInitiator ? prefix.FromInitiator : prefix.FromResponder;
        if (bytes.IsEmpty) return;
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = default }, facts);
    }
}
