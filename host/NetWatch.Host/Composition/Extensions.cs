using System.Collections.Immutable;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Loading;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Composition;

/// <summary>The plugins of this run: found once, loaded as far as a command needs them.</summary>
sealed class Extensions
{
    readonly PluginLoader _loader;

    internal Extensions(PluginHostOptions options, HostServices services)
    {
        Quarantine = new Quarantine(services.Time);
        Faults = new QuarantineFaults(Quarantine);
        Catalog = PluginCatalog.Discover(options);
        _loader = new PluginLoader(Catalog, services, Quarantine);
    }

    internal PluginCatalog Catalog { get; }

    /// <summary>Names clients by what the user supplied, or null.</summary>
    internal IFactAnnotator? Annotator { get; set; }

    internal Quarantine Quarantine { get; }

    internal QuarantineFaults Faults { get; }

    /// <summary>One line for each plugin that can't be used, with what to do.</summary>
    internal IEnumerable<string> Warnings()
    {
        foreach (Plugin plugin in Catalog.Plugins)
        {
            if (plugin.Problems.IsEmpty) continue;
            var first = plugin.Problems[0];
            string more = plugin.Problems.Length > 1 ? $" ({plugin.Problems.Length - 1} more: netwatch plugin info {plugin.Id})" : "";
            yield return $"plugin {plugin.Id} is not used: {first.Code} {first.Sentence} {first.NextStep}{more}";
        }

        foreach (LoadProblem problem in _loader.Problems)
            yield return $"plugin {problem.Plugin.Id}: {problem.Problem.Code} {problem.Problem.Sentence} {problem.Problem.NextStep}";
    }

    /// <summary>The protocols in their order.</summary>
    /// <param name="withDissectors">Whether there is a screen that shows packets.</param>
    internal ProtocolTable LoadProtocols(bool withDissectors)
    {
        Dictionary<string, IProtocolDescriber> describers = ById(_loader.LoadDescribers());
        Dictionary<string, IFlowAnalyzerFactory> analyzers = ById(_loader.LoadAnalyzers());
        Dictionary<string, IDissector> dissectors = withDissectors ? ById(_loader.LoadDissectors()) : [];
        Dictionary<string, IDecryptorFactory> decryptors = ById(_loader.LoadDecryptors());
        var protocols = new List<Protocol>();
        foreach (ExtensionHandle<IProtocolClassifier> handle in _loader.LoadClassifiers())
        {
            if (protocols.Count == ProtocolTable.MaxProtocols) break;
            string id = handle.Declaration.Id;
            protocols.Add(new Protocol(Attribute((ClassifierDeclaration)handle.Declaration), handle.Instance,
                describers.GetValueOrDefault(id), analyzers.GetValueOrDefault(id), dissectors.GetValueOrDefault(id), decryptors.GetValueOrDefault(id)));
        }

        return new ProtocolTable(protocols, Catalog.Options.Classifiers.First);
    }

    static Dictionary<string, T> ById<T>(ImmutableArray<ExtensionHandle<T>> handles) where T : class
    {
        var byId = new Dictionary<string, T>(handles.Length, StringComparer.Ordinal);
        foreach (ExtensionHandle<T> handle in handles) byId.Add(handle.Declaration.Id, handle.Instance);
        return byId;
    }

    static ProtocolAttribute Attribute(ClassifierDeclaration declaration) => new(declaration.Id, declaration.Transports)
    {
        Name = declaration.Name,
        // Copied by hand: a query over numbers is compiled at each start.
        Ports = declaration.Ports as ushort[] ?? [.. declaration.Ports],
        Alpn = declaration.Alpn as string[] ?? [.. declaration.Alpn],
        Evidence = declaration.Evidence,
        MaxBytes = declaration.MaxBytes,
        Priority = declaration.Priority,
    };

    /// <summary>Ids of the exporters that plugins bring.</summary>
    internal IEnumerable<ExporterDeclaration> Exporters()
    {
        foreach (Plugin plugin in Catalog.Plugins)
        {
            if (plugin.State != PluginState.Ready) continue;
            foreach (ExtensionDeclaration extension in plugin.Extensions)
            {
                if (extension is ExporterDeclaration exporter) yield return exporter;
            }
        }
    }

    internal IExporter? LoadExporter(string id) => _loader.LoadExporter(id)?.Instance;

    internal IReadOnlyList<ExtensionHandle<ICaptureSource>> LoadCaptureSources(string? id) => _loader.LoadCaptureSources(id);

    internal IReadOnlyList<ExtensionHandle<ICollector>> LoadCollectors() => _loader.LoadCollectors();

    internal ExtensionHandle<IOnDemandCollector>? LoadOnDemandCollector(string id) => _loader.LoadOnDemandCollector(id);

    internal T? MakeAnother<T>(ExtensionHandle<T> handle) where T : class => _loader.MakeAnother(handle);

    internal IReadOnlyList<ExtensionHandle<IAttributionSource>> LoadAttributionSources() => _loader.LoadAttributionSources();

    /// <summary>The attribution sources that find processes in the frames of captures; the others are not even loaded.</summary>
    internal IReadOnlyList<ExtensionHandle<IAttributionSource>> LoadFrameSources() =>
        [.. Catalog.Plugins.Where(plugin => plugin.State == PluginState.Ready).SelectMany(plugin => plugin.Extensions).OfType<AttributionSourceDeclaration>()
            .Where(declaration => declaration.ReadsFrames).SelectMany(declaration => _loader.LoadAttributionSources(declaration.Id))];

    internal IReadOnlyList<ExtensionHandle<ITab>> LoadTabs() => _loader.LoadTabs();
}
