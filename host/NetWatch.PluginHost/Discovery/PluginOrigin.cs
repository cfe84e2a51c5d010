namespace NetWatch.PluginHost.Discovery;

/// <summary>Where a plugin was found.</summary>
public enum PluginOrigin
{
    /// <summary>Beside the program: trusted as much as the program.</summary>
    Bundled,
    /// <summary>In the folder of the user.</summary>
    User,
    /// <summary>In a folder named by <c>--plugin-dir</c>.</summary>
    Dev,
}
