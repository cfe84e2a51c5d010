using NetWatch.Engine.Filters;
using NetWatch.Engine.Snapshots;
using NetWatch.PluginHost.Loading;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Composition;

/// <summary>What this run hands to plugins.</summary>
sealed class HostServices : IPluginServices
{
    internal HostServices(TimeProvider time)
    {
        Time = time;
        Filters = new FilterCompiler(new SnapshotFlowLookup(Store));
    }

    public TimeProvider Time { get; }

    internal SnapshotStore Store { get; } = new();

    public ISnapshots Snapshots => Store;

    public IPacketHistory? Packets { get; internal set; }

    public IFilterCompiler Filters { get; }
}
