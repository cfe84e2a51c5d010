using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.PluginHost.Loading;

/// <summary>What the host has to hand to plugins. Read when an extension asks for it, so parts may come to be after loading.</summary>
public interface IPluginServices
{
    /// <summary>The clock of the edges.</summary>
    TimeProvider Time { get; }

    /// <summary>The published snapshots.</summary>
    ISnapshots Snapshots { get; }

    /// <summary>The packets of the viewer's ring, or null when there is none.</summary>
    IPacketHistory? Packets { get; }

    /// <summary>What was decrypted, or null when nothing is.</summary>
    IPlaintextHistory? Plaintext => null;

    /// <summary>Compiles filter expressions.</summary>
    IFilterCompiler Filters { get; }

    /// <summary>What the user has set, or null.</summary>
    IPluginSettings? Settings => null;

    /// <summary>Whether the user lets plugins that ask for it talk to hosts that were not named.</summary>
    bool AllowsEgress => false;

    /// <summary>Asks on-demand collectors, or null.</summary>
    ICollectionRequests? Requests => null;

    /// <summary>Changes how collectors run, or null.</summary>
    ICollectorControl? Collectors => null;

    /// <summary>All settings and the way to change them, or null.</summary>
    ISettingsPage? SettingsPage => null;
}
