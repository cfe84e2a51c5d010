using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Install;

/// <summary>Which paths of a package may become files.</summary>
static class PackagePaths
{
    const int DeepestPath = 8;
    const int LongestPart = 128;

    /// <summary>Whether a path stays inside of the folder it is joined to, on Unix and on Windows: a package is the same everywhere.</summary>
    public static bool IsSafe(string path)
    {
        string[] parts = path.Split('/');
        return parts.Length <= DeepestPath && Array.TrueForAll(parts, IsSafePart);
    }

    // Windows drops dots and spaces at the end, so “.. ” would be “..” there. A name that begins with a dot is hidden.
    static bool IsSafePart(string part) => part.Length is > 0 and <= LongestPart && part[0] is not ('.' or ' ') && part[^1] is not ('.' or ' ')
        && part.All(c => c is not ('\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|')) && PrintableText.IsClean(part);
}
