namespace NetWatch.Host.Configuration;

/// <summary>Paths as people type them.</summary>
static class HomePath
{
    /// <summary>The path with <c>~</c> at its beginning put as the user's home; others as they are.</summary>
    internal static string Expand(string path)
    {
        if (path is not ['~', ..] || (path.Length > 1 && path[1] != Path.DirectorySeparatorChar)) return path;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length == 0 ? path : home + path[1..];
    }

    /// <summary>The whole path of what was typed; an empty text stays empty.</summary>
    internal static string Full(string path)
    {
        string expanded = Expand(path.Trim());
        return expanded.Length == 0 || expanded.Contains('\0', StringComparison.Ordinal) ? expanded : Path.GetFullPath(expanded);
    }
}
