using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Loading;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Collection;
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
        var describers = _loader.LoadDescribers().ToDictionary(h => h.Declaration.Id, h => h.Instance, StringComparer.Ordinal);
        var analyzers = _loader.LoadAnalyzers().ToDictionary(h => h.Declaration.Id, h => h.Instance, StringComparer.Ordinal);
        var dissectors = withDissectors
            ? _loader.LoadDissectors().ToDictionary(h => h.Declaration.Id, h => h.Instance, StringComparer.Ordinal)
            : [];
        var decryptors = _loader.LoadDecryptors().ToDictionary(h => h.Declaration.Id, h => h.Instance, StringComparer.Ordinal);
        var protocols = new List<Protocol>();
        foreach (ExtensionHandle<IProtocolClassifier> handle in _loader.LoadClassifiers())
        {
            string id = handle.Declaration.Id;
            protocols.Add(new Protocol(Attribute((ClassifierDeclaration)handle.Declaration), handle.Instance,
                describers.GetValueOrDefault(id), analyzers.GetValueOrDefault(id), dissectors.GetValueOrDefault(id), decryptors.GetValueOrDefault(id)));
        }

        return new ProtocolTable(protocols.Take(ProtocolTable.MaxProtocols), Catalog.Options.Classifiers.First);
    }

    static ProtocolAttribute Attribute(ClassifierDeclaration declaration) => new(declaration.Id, declaration.Transports)
    {
        Name = declaration.Name,
        Ports = [.. declaration.Ports],
        Alpn = [.. declaration.Alpn],
        Evidence = declaration.Evidence,
        MaxBytes = declaration.MaxBytes,
        Priority = declaration.Priority,
    };

    /// <summary>Ids of the exporters that plugins bring.</summary>
    internal IEnumerable<ExporterDeclaration> Exporters() =>
        Catalog.Plugins.Where(plugin => plugin.State == PluginState.Ready).SelectMany(plugin => plugin.Extensions).OfType<ExporterDeclaration>();

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
