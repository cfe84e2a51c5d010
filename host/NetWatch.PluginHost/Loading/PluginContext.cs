using NetWatch.PluginHost.Manifests;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.PluginHost.Loading;

/// <summary>What one plugin gets of the host: what it did not ask for is null.</summary>
sealed class PluginContext(PluginManifest manifest, IPluginServices services) : IPluginContext
{
    public string PluginId => manifest.Id;

    public TimeProvider Time => services.Time;

    public ISnapshots Snapshots => services.Snapshots;

    public IPacketHistory? Packets => manifest.Capabilities.HasFlag(PluginCapabilities.RawPackets) ? services.Packets : null;

    public IPlaintextHistory? Plaintext => manifest.Capabilities.HasFlag(PluginCapabilities.DecryptedPayload) ? services.Plaintext : null;

    public IFilterCompiler Filters => services.Filters;

    public IPluginSettings? Settings => services.Settings;

    public bool MayReachOut => services.AllowsEgress && manifest.Capabilities.HasFlag(PluginCapabilities.Network);

    public ICollectionRequests? Requests => services.Requests;

    public ICollectorControl? Collectors => services.Collectors;

    public ISettingsPage? SettingsPage => manifest.Capabilities.HasFlag(PluginCapabilities.Settings) ? services.SettingsPage : null;
}
