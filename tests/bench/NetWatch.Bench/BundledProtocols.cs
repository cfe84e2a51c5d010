using System.Reflection;
using NetWatch.Engine.Identification;
using NetWatch.Plugins.Dns;
using NetWatch.Plugins.Http;
using NetWatch.Plugins.Tls;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Bench;

/// <summary>The bundled protocols, composed without the plugin host.</summary>
static class BundledProtocols
{
    internal static ProtocolTable Table() => new(
    [
        Make(new TlsClassifier(), new TlsDescriber(), new TlsAnalyzerFactory()),
        Make(new HttpClassifier(), new HttpDescriber(), new HttpAnalyzerFactory()),
        Make(new DnsClassifier(), new DnsDescriber(), new DnsAnalyzerFactory()),
    ]);

    static Protocol Make(IProtocolClassifier classifier, IProtocolDescriber describer, IFlowAnalyzerFactory analyzers) =>
        new(classifier.GetType().GetCustomAttribute<ProtocolAttribute>()!, classifier, describer, analyzers);
}
