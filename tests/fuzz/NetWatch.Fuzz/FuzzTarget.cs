using System.Reflection;
using NetWatch.Plugins.Dns;
using NetWatch.Plugins.Http;
using NetWatch.Plugins.Quic;
using NetWatch.Plugins.Http2;
using NetWatch.Plugins.Http2.Dissection;
using NetWatch.Plugins.Tls;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Fuzz;

/// <summary>Something that takes bytes of strangers.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Make">Makes what runs a case, given its random numbers.</param>
/// <param name="KeepsState">Whether a case depends on those before it.</param>
sealed record FuzzTarget(string Name, Func<Action<Random>> Make, bool KeepsState = false)
{
    internal static FuzzTarget[] All { get; } =
    [
        new("decode", () => new EngineCases().Decode, KeepsState: true),
        new("file", () => new EngineCases().ReadFile),
        new("pipeline", () => new EngineCases().Pipeline, KeepsState: true),
        .. Protocol("tls", new TlsClassifier(), new TlsDescriber(), new TlsAnalyzerFactory(), new TlsDissector()),
        .. Protocol("http", new HttpClassifier(), new HttpDescriber(), new HttpAnalyzerFactory(), new HttpDissector()),
        .. Protocol("http2", new Http2Classifier(), new Http2Describer(), new Http2AnalyzerFactory(), new Http2Dissector()),
        .. Protocol("dns", new DnsClassifier(), new DnsDescriber(), new DnsAnalyzerFactory(), new DnsDissector()),
        .. Protocol("quic", new QuicClassifier(), new QuicDescriber(), new QuicAnalyzerFactory(), new QuicDissector()),
    ];

    static FuzzTarget[] Protocol(string id, IProtocolClassifier classifier, IProtocolDescriber describer, IFlowAnalyzerFactory analyzers, IDissector dissector)
    {
        ProtocolAttribute declaration = classifier.GetType().GetCustomAttribute<ProtocolAttribute>()!;
        return
        [
            new($"{id}-classify", () => new ProtocolCases(declaration, classifier, describer, analyzers, dissector).Classify),
            new($"{id}-analyze", () => new ProtocolCases(declaration, classifier, describer, analyzers, dissector).Analyze, KeepsState: true),
            new($"{id}-dissect", () => new ProtocolCases(declaration, classifier, describer, analyzers, dissector).Dissect),
        ];
    }
}
