namespace NetWatch.PluginHost.Loading;

/// <summary>
/// The host's own libraries, which the default context has too: what lies beside the program, and not with the framework. Plugins use the same few
/// names, so each is looked for once. Any thread.
/// </summary>
sealed class HostLibraries
{
    readonly Lock _gate = new();
    readonly Dictionary<string, bool> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an assembly of that name is one of them.</summary>
    public bool Has(string name)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(name, out bool isOfHost)) _known[name] = isOfHost = Find(name);
            return isOfHost;
        }
    }

    static bool Find(string name) => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
        && !File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "", name + ".dll"));
}
