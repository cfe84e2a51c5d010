using System.Collections.Immutable;

namespace NetWatch.Host.Configuration;

/// <summary>What a begun path may go on to.</summary>
static class PathCompletion
{
    const int MostShown = 200, MostLooked = 20_000;

    // A folder of another machine may take long to answer, or never.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>The whole paths, folders first, each with a separator at its end. Never throws; empty when nothing is there in time.</summary>
    internal static ImmutableArray<string> Of(string begun)
    {
        ImmutableArray<string> found = [];
        var look = new Thread(() => found = Look(begun)) { IsBackground = true, Name = "path completion" };
        look.Start();
        return look.Join(Patience) ? found : [];
    }

    static ImmutableArray<string> Look(string begun)
    {
        try
        {
            int cut = begun.LastIndexOf(Path.DirectorySeparatorChar) + 1;
            string typed = begun[..cut], name = begun[cut..];
            string folder = typed.Length == 0 ? Environment.CurrentDirectory : HomePath.Expand(typed);
            var found = new List<string>();
            foreach (string path in Directory.EnumerateFileSystemEntries(folder).Take(MostLooked))
            {
                string last = Path.GetFileName(path);
                // What is hidden is offered to who asks for it.
                if (!last.StartsWith(name, StringComparison.Ordinal) || (name.Length == 0 && last.StartsWith('.')) || last.Any(char.IsControl)) continue;
                found.Add(typed + last + (Directory.Exists(path) ? Path.DirectorySeparatorChar : ""));
            }

            return [.. found.Order(StringComparer.Ordinal).Take(MostShown)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }
}
