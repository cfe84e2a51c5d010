using System.Xml.Linq;

namespace NetWatch.Architecture.Tests;

/// <summary>The arrows between the projects point one way.</summary>
public sealed class ReferenceTests
{
    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["NetWatch.Sdk"] = [],
        ["NetWatch.Sdk.Testing"] = ["NetWatch.Sdk"],
        ["NetWatch.Engine"] = ["NetWatch.Sdk"],
        ["NetWatch.PluginHost"] = ["NetWatch.Sdk"],
        ["NetWatch.Terminal"] = ["NetWatch.Sdk"],
        ["NetWatch.Host"] = ["NetWatch.Sdk", "NetWatch.Engine", "NetWatch.PluginHost", "NetWatch.Terminal"],
    };

    [Fact]
    public void Host_uses_terminal_plugin_host_and_engine_and_these_use_only_the_sdk()
    {
        foreach (string project in Repository.OwnProjects.Where(file => file.StartsWith("sdk/", StringComparison.Ordinal) || file.StartsWith("host/", StringComparison.Ordinal)))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Allowed.ShouldContainKey(name, $"{project} is new: say here what it may use.");
            ReferencesOf(project).Except(Allowed[name]).ShouldBeEmpty(project);
        }
    }

    [Fact]
    public void Plugins_use_the_sdk_and_nothing_else_of_ours()
    {
        foreach (string project in Repository.OwnProjects.Where(file => file.StartsWith("plugins/", StringComparison.Ordinal)))
            ReferencesOf(project).Except(["NetWatch.Sdk"]).ShouldBeEmpty(project);
        ReferencesOf("plugins/Directory.Build.props").ShouldBe(["NetWatch.Sdk"]);
    }

    [Fact]
    public void Only_tests_use_the_host()
    {
        IEnumerable<string> users = Repository.Projects.Where(file => ReferencesOf(file).Contains("NetWatch.Host"));
        users.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_engine_and_the_host_name_no_plugin()
    {
        string[] names = [.. Repository.PluginFolders.Select(folder => $"NetWatch.Plugins.{Path.GetFileName(folder)}")];
        Repository.ProductSources
            .Where(source => source.Path.StartsWith("host/", StringComparison.Ordinal) || source.Path.StartsWith("sdk/", StringComparison.Ordinal))
            .Where(source => source.Syntax.Usings.Any(import => names.Any(name => import.Name?.ToString().StartsWith(name, StringComparison.Ordinal) == true)))
            .Select(source => source.Path).ShouldBeEmpty();
    }

    [Fact]
    public void No_plugin_shows_its_internals_and_none_is_shown_ours()
    {
        Repository.Files
            .Where(file => file.StartsWith("plugins/", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".csproj" or ".props")
            .Where(file => Repository.Read(file).Contains("InternalsVisibleTo", StringComparison.Ordinal)).ShouldBeEmpty();
        IEnumerable<string> friends = Repository.Projects
            .SelectMany(file => XDocument.Parse(Repository.Read(file)).Descendants("InternalsVisibleTo"))
            .Select(element => element.Attribute("Include")?.Value ?? "");
        friends.Where(friend => friend.StartsWith("NetWatch.Plugins.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Versions_stand_in_one_place() =>
        Repository.Projects.Where(file => XDocument.Parse(Repository.Read(file)).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null))
            .Where(file => !file.StartsWith("templates/", StringComparison.Ordinal)).ShouldBeEmpty();

    // A reference that only orders the build (ReferenceOutputAssembly="false") gives no types.
    static IEnumerable<string> ReferencesOf(string file) => XDocument.Parse(Repository.Read(file)).Descendants("ProjectReference")
        .Where(reference => !string.Equals(reference.Attribute("ReferenceOutputAssembly")?.Value, "false", StringComparison.OrdinalIgnoreCase))
        .Select(reference => Path.GetFileNameWithoutExtension((reference.Attribute("Include")?.Value ?? "").Replace('\\', '/')));
}
