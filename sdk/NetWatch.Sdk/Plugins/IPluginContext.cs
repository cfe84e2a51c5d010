using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Plugins;

/// <summary>
/// What the host hands to an extension whose public constructor takes it. Anything that the plugin did not ask for in its
/// manifest is null. May be kept for the life of the extension.
/// </summary>
public interface IPluginContext
{
    /// <summary>Id of the plugin.</summary>
    string PluginId { get; }

    /// <summary>The clock of the edges: wall time for screens and collectors. Packet threads use packet time.</summary>
    TimeProvider Time { get; }

    /// <summary>The published snapshots.</summary>
    ISnapshots Snapshots { get; }

    /// <summary>The packets of the viewer's ring, raw bytes included; null unless the manifest asks for <see cref="PluginCapabilities.RawPackets"/>.</summary>
    IPacketHistory? Packets { get; }

    /// <summary>What was decrypted; null unless the manifest asks for <see cref="PluginCapabilities.DecryptedPayload"/> and something is decrypted at all.</summary>
    IPlaintextHistory? Plaintext => null;

    /// <summary>Compiles filter expressions.</summary>
    IFilterCompiler Filters { get; }

    /// <summary>What the user has set for the plugin's extensions; null where nothing can be set.</summary>
    IPluginSettings? Settings => null;

    /// <summary>
    /// Whether the plugin may talk to hosts that the user did not name: true only when it asks for <see cref="PluginCapabilities.Network"/>
    /// and the user has set <c>network.egress</c>.
    /// </summary>
    bool MayReachOut => false;

    /// <summary>Asks on-demand collectors, for tabs; null where there is no screen.</summary>
    ICollectionRequests? Requests => null;

    /// <summary>Changes how collectors run, for tabs; null where no collectors run.</summary>
    ICollectorControl? Collectors => null;

    /// <summary>
    /// All settings of the program and the way to change them; null unless the manifest asks for <see cref="PluginCapabilities.Settings"/>, and
    /// where there is no screen.
    /// </summary>
    ISettingsPage? SettingsPage => null;
}
