using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http3;

/// <summary>Declares HTTP/3. On the streams of QUIC the name that ALPN agreed on decides (RFC 9114 §3.1), so there is nothing to classify.</summary>
[Protocol("http3", Transports.Quic, Name = "HTTP/3", Alpn = ["h3", "h3-*"])]
public sealed class Http3Classifier : IProtocolClassifier
{
    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix) => Classification.NoMatch;
}
