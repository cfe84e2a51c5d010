namespace NetWatch.PluginHost.Discovery;

/// <summary>The folders of the user, by the conventions of the platform (XDG Base Directory Specification on Unix).</summary>
public static class UserFolders
{
    /// <summary>Folder of installed plugins, or null when the user has no home.</summary>
    public static string? Plugins() => Below("XDG_DATA_HOME", ".local/share", "plugins");

    /// <summary>Folder of what is remembered between runs, or null when the user has no home.</summary>
    public static string? State() => Below("XDG_STATE_HOME", ".local/state", "state");

    /// <summary>Folder of the configuration, or null when the user has no home.</summary>
    public static string? Configuration() => Below("XDG_CONFIG_HOME", ".config", "config");

    static string? Below(string variable, string unixDefault, string leafOnWindows)
    {
        if (OperatingSystem.IsWindows())
        {
            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            return local.Length == 0 ? null : Path.Combine(local, "netwatch", leafOnWindows);
        }

        string? root = Environment.GetEnvironmentVariable(variable);
        // The specification says to ignore relative paths.
        if (string.IsNullOrEmpty(root) || !Path.IsPathFullyQualified(root))
        {
            string? home = Environment.GetEnvironmentVariable("HOME");
            if (string.IsNullOrEmpty(home) || !Path.IsPathFullyQualified(home)) return null;
            root = Path.Combine(home, unixDefault);
        }

        return variable == "XDG_DATA_HOME" ? Path.Combine(root, "netwatch", "plugins") : Path.Combine(root, "netwatch");
    }
}
