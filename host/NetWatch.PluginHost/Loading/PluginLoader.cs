using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Order;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Tabs;

namespace NetWatch.PluginHost.Loading;

/// <summary>
/// Loads extensions by extension point, so that what a command doesn't need is never loaded. A plugin that fails to load is left
/// out with a problem; the others go on. Any thread; each extension is made once.
/// </summary>
public sealed class PluginLoader(PluginCatalog catalog, IPluginServices services, Quarantine quarantine)
{
    readonly Lock _gate = new();
    readonly HostLibraries _host = new();
    readonly Dictionary<Plugin, PluginAssembly> _assemblies = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<ExtensionDeclaration, ExtensionHandle> _handles = new(ReferenceEqualityComparer.Instance);
    ImmutableArray<LoadProblem> _problems = [];

    /// <summary>The plugins that are loaded from.</summary>
    public PluginCatalog Catalog => catalog;

    /// <summary>Takes out what throws.</summary>
    public Quarantine Quarantine => quarantine;

    /// <summary>What went wrong while loading, so far.</summary>
    public ImmutableArray<LoadProblem> Problems
    {
        get
        {
            lock (_gate) return _problems;
        }
    }

    /// <summary>The classifiers in the order in which they are asked, without those that the user disabled.</summary>
    public ImmutableArray<ExtensionHandle<IProtocolClassifier>> LoadClassifiers()
    {
        var handles = new Dictionary<string, ExtensionHandle<IProtocolClassifier>>(StringComparer.Ordinal);
        foreach (ExtensionHandle<IProtocolClassifier> handle in Load<IProtocolClassifier>(ExtensionKind.Classifier, null)) handles.Add(handle.Declaration.Id, handle);
        var ordered = ImmutableArray.CreateBuilder<ExtensionHandle<IProtocolClassifier>>(handles.Count);
        foreach (ClassifierRank rank in ClassifierOrder.Of(catalog.Plugins, catalog.Options.Classifiers))
        {
            if (!rank.IsDisabled && handles.TryGetValue(rank.Classifier.Id, out ExtensionHandle<IProtocolClassifier>? handle)) ordered.Add(handle);
        }

        return ordered.ToImmutable();
    }

    /// <summary>The describers; the id of each is that of its protocol.</summary>
    public ImmutableArray<ExtensionHandle<IProtocolDescriber>> LoadDescribers() => Load<IProtocolDescriber>(ExtensionKind.Describer, null);

    /// <summary>The analyzer factories; the id of each is that of its protocol.</summary>
    public ImmutableArray<ExtensionHandle<IFlowAnalyzerFactory>> LoadAnalyzers() => Load<IFlowAnalyzerFactory>(ExtensionKind.Analyzer, null);

    /// <summary>The dissectors; the id of each is that of its protocol.</summary>
    public ImmutableArray<ExtensionHandle<IDissector>> LoadDissectors() => Load<IDissector>(ExtensionKind.Dissector, null);

    /// <summary>The decryptor factories; the id of each is that of its protocol.</summary>
    public ImmutableArray<ExtensionHandle<IDecryptorFactory>> LoadDecryptors() => Load<IDecryptorFactory>(ExtensionKind.Decryptor, null);

    /// <summary>The tabs in the order of the tab bar.</summary>
    public ImmutableArray<ExtensionHandle<ITab>> LoadTabs() => Load<ITab>(ExtensionKind.Tab, null)
        .Sort((a, b) => ((TabDeclaration)a.Declaration).Order.CompareTo(((TabDeclaration)b.Declaration).Order) is var order and not 0
            ? order : string.CompareOrdinal(a.Declaration.Id, b.Declaration.Id));

    /// <summary>The capture sources, or the one of the given id, from the highest priority down.</summary>
    public ImmutableArray<ExtensionHandle<ICaptureSource>> LoadCaptureSources(string? id = null) => Load<ICaptureSource>(ExtensionKind.CaptureSource, id)
        .Sort((a, b) => ((CaptureSourceDeclaration)b.Declaration).Priority.CompareTo(((CaptureSourceDeclaration)a.Declaration).Priority) is var order and not 0
            ? order : string.CompareOrdinal(a.Declaration.Id, b.Declaration.Id));

    /// <summary>The attribution sources, or the one of the given id, best evidence first, then from the highest priority down.</summary>
    public ImmutableArray<ExtensionHandle<IAttributionSource>> LoadAttributionSources(string? id = null) =>
        Load<IAttributionSource>(ExtensionKind.AttributionSource, id).Sort((a, b) => CompareSources(
            (AttributionSourceDeclaration)a.Declaration, (AttributionSourceDeclaration)b.Declaration));

    static int CompareSources(AttributionSourceDeclaration a, AttributionSourceDeclaration b)
    {
        int order = b.Evidence.CompareTo(a.Evidence);
        if (order == 0) order = b.Priority.CompareTo(a.Priority);
        return order != 0 ? order : string.CompareOrdinal(a.Id, b.Id);
    }

    /// <summary>The exporter of an id. Null when no plugin has it or it can't be loaded; then <see cref="Problems"/> says why.</summary>
    public ExtensionHandle<IExporter>? LoadExporter(string id) => First(Load<IExporter>(ExtensionKind.Exporter, id));

    /// <summary>The collectors.</summary>
    public ImmutableArray<ExtensionHandle<ICollector>> LoadCollectors() => Load<ICollector>(ExtensionKind.Collector, null);

    /// <summary>The on-demand collector of an id. Null when no plugin has it or it can't be loaded; then <see cref="Problems"/> says why.</summary>
    public ExtensionHandle<IOnDemandCollector>? LoadOnDemandCollector(string id) =>
        First(Load<IOnDemandCollector>(ExtensionKind.OnDemandCollector, id));

    static ExtensionHandle<T>? First<T>(ImmutableArray<ExtensionHandle<T>> handles) where T : class => handles.IsEmpty ? null : handles[0];

    /// <summary>
    /// Another instance of a loaded extension, for one whose first instance hangs or holds the state of an earlier request. Null with a
    /// problem when it can't be made. Faults of it are still reported by the handle.
    /// </summary>
    public T? MakeAnother<T>(ExtensionHandle<T> handle) where T : class
    {
        PluginAssembly assembly;
        lock (_gate) assembly = _assemblies[handle.Plugin];
        // Not under the lock: a constructor that hangs would keep everybody else from being made.
        if (assembly.Make<T>(handle.Declaration, out PluginProblem? problem) is { } instance) return instance;
        lock (_gate) _problems = _problems.Add(new LoadProblem(handle.Plugin, handle.Declaration, problem!));
        return null;
    }

    ImmutableArray<ExtensionHandle<T>> Load<T>(ExtensionKind kind, string? id) where T : class
    {
        var handles = ImmutableArray.CreateBuilder<ExtensionHandle<T>>();
        lock (_gate)
        {
            foreach (Plugin plugin in catalog.Plugins)
            {
                if (plugin.State != PluginState.Ready) continue;
                foreach (ExtensionDeclaration declaration in plugin.Extensions)
                {
                    if (declaration.Kind != kind || (id is not null && declaration.Id != id)) continue;
                    if (kind == ExtensionKind.Classifier && catalog.Options.Classifiers.Disabled.Contains(declaration.Id)) continue;
                    if (TryMake(plugin, declaration, out ExtensionHandle<T>? handle)) handles.Add(handle);
                }
            }
        }

        return handles.ToImmutable();
    }

    bool TryMake<T>(Plugin plugin, ExtensionDeclaration declaration, [NotNullWhen(true)] out ExtensionHandle<T>? handle) where T : class
    {
        if (_handles.TryGetValue(declaration, out ExtensionHandle? known))
        {
            handle = (ExtensionHandle<T>)known;
            return true;
        }

        handle = null;
        if (!_assemblies.TryGetValue(plugin, out PluginAssembly? assembly))
            _assemblies[plugin] = assembly = new PluginAssembly(plugin, services, catalog.Options.StateFolder, _host);
        if (assembly.HasFailed) return false;
        if (assembly.Make<T>(declaration, out PluginProblem? problem) is not { } instance)
        {
            _problems = _problems.Add(new LoadProblem(plugin, declaration, problem!));
            return false;
        }

        handle = new ExtensionHandle<T>(plugin, declaration, instance, quarantine);
        _handles[declaration] = handle;
        quarantine.Watch(handle);
        return true;
    }
}
