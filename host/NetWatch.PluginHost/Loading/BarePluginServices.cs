using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.PluginHost.Loading;

/// <summary>What plugins get of a command that runs without an engine: no snapshots, no packets, and a filter language that knows nothing.</summary>
public sealed class BarePluginServices(TimeProvider time) : IPluginServices, ISnapshots, IFilterCompiler
{
    public TimeProvider Time => time;

    public ISnapshots Snapshots => this;

    public IPacketHistory? Packets => null;

    public IFilterCompiler Filters => this;

    T? ISnapshots.Get<T>() where T : class => null;

    bool IFilterCompiler.TryCompile(string expression, out IFlowFilter? filter, out string? error)
    {
        filter = null;
        error = "There is nothing to filter here.";
        return false;
    }
}
