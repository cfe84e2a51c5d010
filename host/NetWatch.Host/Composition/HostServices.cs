using NetWatch.Engine.Filters;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Collection;
using NetWatch.PluginHost.Loading;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Composition;

/// <summary>What this run hands to plugins.</summary>
sealed class HostServices : IPluginServices
{
    internal HostServices(TimeProvider time)
    {
        Time = time;
        Collection = new CollectionRequests(Store, time);
        Filters = new FilterCompiler(new SnapshotFlowLookup(Store));
    }

    public TimeProvider Time { get; }

    internal SnapshotStore Store { get; } = new();

    public ISnapshots Snapshots => Store;

    public IPacketHistory? Packets { get; internal set; }

    public IPlaintextHistory? Plaintext { get; internal set; }

    public IFilterCompiler Filters { get; }

    /// <summary>What the user has set.</summary>
    internal Configuration.Settings UserSettings
    {
        // Made only if somebody asks before the settings are read: every command that runs something reads them.
        get => field ??= Configuration.Settings.None();
        set;
    }

    public IPluginSettings Settings => UserSettings;

    public bool AllowsEgress => UserSettings.AllowsEgress;

    internal CollectionRequests Collection { get; }

    public ICollectionRequests Requests => Collection;

    public ICollectorControl? Collectors { get; internal set; }

    public ISettingsPage? SettingsPage { get; internal set; }
}
