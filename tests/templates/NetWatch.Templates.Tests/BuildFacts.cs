using System.Reflection;
using System.Xml.Linq;

namespace NetWatch.Templates.Tests;

/// <summary>What the build knows: where things are, and which packages the template asks for.</summary>
static class BuildFacts
{
    internal const string TemplateTests = "templates/content/netwatch-protocol/tests/GopherProject.Tests/GopherProject.Tests.csproj";
    internal const string TemplatePlugin = "templates/content/netwatch-protocol/src/GopherProject/GopherProject.csproj";

    internal static string Repository { get; } = Of("Repository");

    internal static string Configuration { get; } = Of("Configuration");

    /// <summary>The program, with the bundled plugins beside it.</summary>
    internal static string Host { get; } = Of("Host");

    /// <summary>The folder of packages that were restored on this machine, which can serve as a source.</summary>
    internal static string PackageCache { get; } = Of("PackageCache");

    /// <summary>Why a generated solution can't be restored without a network; null when it can.</summary>
    internal static string? OfflineObstacle { get; } = FindObstacle();

    /// <summary>Where nothing may be left out.</summary>
    internal static bool IsBuildServer => Environment.GetEnvironmentVariable("CI") == "true";

    internal static Dictionary<string, string> PackagesOf(string project, string element = "PackageReference") =>
        XDocument.Load(Path.Combine(Repository, project)).Descendants(element)
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value, StringComparer.Ordinal);

    static string? FindObstacle()
    {
        if (PackageCache.Length == 0) return "The folder of restored packages is not known.";
        foreach ((string id, string version) in PackagesOf(TemplateTests).Where(package => !IsOurs(package.Key)))
        {
            string name = id.ToLowerInvariant();
            if (!File.Exists(Path.Combine(PackageCache, name, version, $"{name}.{version}.nupkg")))
                return $"{id} {version} is not in {PackageCache}, so a generated solution can't be restored without a network.";
        }

        return null;
    }

    internal static bool IsOurs(string package) => package.StartsWith("NetWatch.", StringComparison.Ordinal);

    static string Of(string name) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == name).Value ?? "";
}
