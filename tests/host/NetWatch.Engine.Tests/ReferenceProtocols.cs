using System.Reflection;
using NetWatch.Engine.Identification;
using NetWatch.Plugins.Dns;
using NetWatch.Plugins.Http;
using NetWatch.Plugins.Tls;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests;

/// <summary>The real protocols, composed without the plugin host.</summary>
static class ReferenceProtocols
{
    internal static ProtocolTable Table() => new(
    [
        Make(new TlsClassifier(), new TlsDescriber(), new TlsAnalyzerFactory(), new TlsDissector()),
        Make(new HttpClassifier(), new HttpDescriber(), new HttpAnalyzerFactory(), new HttpDissector()),
        Make(new DnsClassifier(), new DnsDescriber(), new DnsAnalyzerFactory(), new DnsDissector()),
    ]);

    static Protocol Make(IProtocolClassifier classifier, IProtocolDescriber describer, IFlowAnalyzerFactory analyzers, IDissector dissector) =>
        new(classifier.GetType().GetCustomAttribute<ProtocolAttribute>()!, classifier, describer, analyzers, dissector);
}
