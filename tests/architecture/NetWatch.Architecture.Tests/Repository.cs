using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetWatch.Architecture.Tests;

/// <summary>The files of the repository, found from the folder of the running tests.</summary>
static class Repository
{
    static readonly string[] ProductFolders = ["sdk", "host", "plugins"];

    /// <summary>What builds, tests and benchmarks leave behind; .gitignore names the same.</summary>
    static readonly string[] Leftovers = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    internal static string Root { get; } = FindRoot();

    /// <summary>All files but leftovers and those in folders that begin with a dot, as paths from the root with slashes.</summary>
    internal static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    internal static IEnumerable<string> Projects => Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Projects that are part of the solution: fixtures are built by the tests that need them, templates by whoever uses them.</summary>
    internal static IEnumerable<string> OwnProjects => Projects.Where(file =>
        !file.Contains("/Fixtures/", StringComparison.OrdinalIgnoreCase) && !file.Contains(".Fixtures/", StringComparison.OrdinalIgnoreCase)
        && !(file.StartsWith("templates/", StringComparison.Ordinal) && file.Count(character => character == '/') > 1));

    internal static IEnumerable<string> PluginFolders => Directory.GetDirectories(Path.Combine(Root, "plugins"))
        .SelectMany(Directory.GetDirectories).Where(folder => !Leftovers.Contains(Path.GetFileName(folder))).Select(Relative);

    internal static IReadOnlyList<string> TopLevelEntries { get; } =
        [.. Directory.GetFileSystemEntries(Root).Select(Path.GetFileName).OfType<string>().Except(Leftovers).Order(StringComparer.Ordinal)];

    /// <summary>The product's sources with their syntax.</summary>
    internal static IReadOnlyList<(string Path, CompilationUnitSyntax Syntax)> ProductSources { get; } = [.. Files
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && ProductFolders.Contains(file.Split('/')[0]))
        .Select(file => (file, (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(Read(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()))];

    internal static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    internal static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>For instance <c>host/NetWatch.Engine/A.cs:12</c>, with the line of a node.</summary>
    internal static string At(string file, SyntaxNode node) => $"{file}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.GetFiles(folder)) yield return file;
        foreach (string inner in Directory.GetDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            if (name.StartsWith('.') || Leftovers.Contains(name)) continue;
            foreach (string file in Walk(inner)) yield return file;
        }
    }

    static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NetWatch.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"NetWatch.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
