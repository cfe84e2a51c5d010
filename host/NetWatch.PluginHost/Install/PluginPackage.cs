using System.Globalization;
using System.IO.Compression;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Install;

/// <summary>
/// Unpacks plugin packages: what stands below <c>plugin/</c> in a NuGet package. A package is a stranger's file, so every name is checked and every
/// byte counted before it is written.
/// </summary>
static class PluginPackage
{
    /// <summary>The folder inside a package whose files are the plugin.</summary>
    public const string Root = "plugin/";

    const long LargestContent = 256L << 20;
    const int MostFiles = 4096;
    const int CopyBuffer = 81_920;
    const string AskAuthor = "Pack it with dotnet pack, as the template does, or ask its author for another package.";
    const UnixFileMode FileMode644 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Unpacks a package into an empty folder. Adds a problem for whatever is in the way; then the folder may hold a part of it.</summary>
    public static void Unpack(string package, string folder, ICollection<PluginProblem> problems)
    {
        try
        {
            using FileStream file = new(package, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > LargestContent)
            {
                problems.Add(TooBig(package));
                return;
            }

            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            if (Plan(package, archive, problems) is { } plan) Write(package, plan, folder, problems);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            problems.Add(new(ProblemCodes.PackageUnreadable, $"{package} is not a package that can be read: {error.Message}", AskAuthor));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(ProblemCodes.PackageUnreadable, $"{package} can't be unpacked: {error.Message}",
                "Correct the path, make the file readable, or free some space."));
        }
    }

    /// <summary>The files to write by their checked names; null when the package must not be unpacked.</summary>
    static Dictionary<string, ZipArchiveEntry>? Plan(string package, ZipArchive archive, ICollection<PluginProblem> problems)
    {
        // Names that differ in case only are one file on some systems.
        var plan = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        int before = problems.Count;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            // Packages escape names like addresses (ECMA-376 part 2, §6.2.2).
            string name = Uri.UnescapeDataString(entry.FullName);
            if (!name.StartsWith(Root, StringComparison.Ordinal) || name.EndsWith('/')) continue;
            string path = name[Root.Length..];
            if (!PackagePaths.IsSafe(path) || !plan.TryAdd(path, entry))
            {
                problems.Add(new(ProblemCodes.PackagePath, $"{package} holds “{name}”, which is no plain path inside of a plugin's folder, or stands twice.",
                    "Do not use a package that arrives like this."));
            }

            if (plan.Count <= MostFiles && problems.Count - before < MostFiles) continue;
            problems.Add(TooBig(package));
            return null;
        }

        if (!plan.ContainsKey(PluginManifest.FileName))
            problems.Add(new(ProblemCodes.PackageUnreadable, $"{package} holds no {Root}{PluginManifest.FileName}, so it is no plugin package.", AskAuthor));
        return problems.Count == before ? plan : null;
    }

    static void Write(string package, Dictionary<string, ZipArchiveEntry> plan, string folder, ICollection<PluginProblem> problems)
    {
        long left = LargestContent;
        byte[] buffer = new byte[CopyBuffer];
        foreach ((string path, ZipArchiveEntry entry) in plan)
        {
            string target = Path.Combine(folder, path);
            UserPlugins.CreateFolder(Path.GetDirectoryName(target)!);
            using Stream source = entry.Open();
            using FileStream copy = CreateFile(target);
            // The length that the package claims is not believed: a few bytes may unpack to gigabytes.
            int length;
            while ((length = source.Read(buffer)) > 0)
            {
                left -= length;
                if (left < 0)
                {
                    problems.Add(TooBig(package));
                    return;
                }

                copy.Write(buffer, 0, length);
            }
        }
    }

    static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        // Whatever the umask is: nobody else may write there, or the plugin would be refused.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode644;
        return new FileStream(path, options);
    }

    static PluginProblem TooBig(string package) => new(ProblemCodes.PackageTooBig,
        string.Create(CultureInfo.InvariantCulture, $"{package} holds more than {MostFiles} files or {LargestContent >> 20} MiB, which no plugin needs."),
        "Do not use it, unless its author can explain it; then build the plugin yourself and point --plugin-dir at it.");
}
