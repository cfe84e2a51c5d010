using NetWatch.PluginHost.Order;

namespace NetWatch.PluginHost.Discovery;

/// <summary>Where plugins are looked for and which are left out.</summary>
public sealed record PluginHostOptions
{
    /// <summary>Folder of the plugins that came with the program.</summary>
    public string BundledFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>Folder of the plugins that the user installed, or null when there is none.</summary>
    public string? UserFolder { get; init; } = UserFolders.Plugins();

    /// <summary>Folder in which crashes while loading are remembered, or null to remember none.</summary>
    public string? StateFolder { get; init; } = UserFolders.State();

    /// <summary>Folders named by <c>--plugin-dir</c>: each a plugin, or a folder of plugins.</summary>
    public IReadOnlyList<string> DevFolders { get; init; } = [];

    /// <summary>Load nothing but bundled plugins.</summary>
    public bool SafeMode { get; init; }

    /// <summary>Compare bundled plugins with the SDK too. They were built with the host, so a normal start saves the time.</summary>
    public bool VerifyBundledFully { get; init; }

    /// <summary>The user's say in the order of classifiers.</summary>
    public ClassifierOverrides Classifiers { get; init; } = ClassifierOverrides.None;
}
