using System.Text.RegularExpressions;

namespace NetWatch.Architecture.Tests;

/// <summary>Where things are.</summary>
public sealed class LayoutTests
{
    static readonly string[] TopLevel =
    [
        "BannedSymbols.txt", "CHANGELOG.md", "CONTRIBUTING.md", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "NetWatch.sln", "README.md",
        "docs", "global.json", "host", "plugins", "sdk", "templates", "tests",
    ];

    static readonly string[] PluginKinds = ["capture", "protocols", "decryption", "attribution", "collectors", "detectors", "exporters", "tabs"];

    [Fact]
    public void The_top_level_is_the_one_of_the_design() =>
        Repository.TopLevelEntries.Where(entry => !entry.StartsWith('.')).ShouldBe(TopLevel.Order(StringComparer.Ordinal));

    [Fact]
    public void A_plugin_is_a_folder_of_a_known_kind_with_one_project_and_a_readme()
    {
        foreach (string folder in Repository.PluginFolders)
        {
            string[] parts = folder.Split('/');
            PluginKinds.ShouldContain(parts[1], folder);
            Repository.Projects.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)).ShouldBe([$"{folder}/{parts[2]}.csproj"]);
        }

        Repository.PluginFolders.Select(folder => $"{folder}/README.md").Except(Repository.Files).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_of_the_product_has_tests_of_its_name()
    {
        foreach (string project in Repository.OwnProjects.Where(file => Regex.IsMatch(file, "^(host|plugins)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)))
        {
            string folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
            Repository.Projects.ShouldContain($"tests/{folder}.Tests/{Path.GetFileName(folder)}.Tests.csproj");
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("NetWatch.sln").Replace('\\', '/');
        Repository.OwnProjects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_of_the_solution_is_in_the_tree()
    {
        IEnumerable<string> named = Regex.Matches(Repository.Read("NetWatch.sln"), "\"(?<path>[^\"]+\\.csproj)\"", RegexOptions.NonBacktracking)
            .Select(match => match.Groups["path"].Value.Replace('\\', '/'));
        named.Except(Repository.Projects).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Repository.OwnProjects.Select(project => $"{Path.GetDirectoryName(project)!.Replace('\\', '/')}/packages.lock.json").Except(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void Every_link_of_a_page_to_a_file_leads_somewhere()
    {
        IEnumerable<string> broken = Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(page => LinksOf(page).Select(link => (page, link)))
            .Where(found => !Leads(found.page, found.link)).Select(found => $"{found.page} → {found.link}");
        broken.ShouldBeEmpty();
    }

    static IEnumerable<string> LinksOf(string page)
    {
        // What stands in code blocks and code spans is no link.
        string text = Regex.Replace(Repository.Read(page), "```.*?```|`[^`\n]*`", "", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        return Regex.Matches(text, @"\]\((?<target>[^)\s]+)[^)]*\)", RegexOptions.NonBacktracking).Select(match => match.Groups["target"].Value)
            .Where(target => !Regex.IsMatch(target, "^([a-z]+:|#)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture));
    }

    static bool Leads(string page, string link)
    {
        string target = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(link.Split('#')[0]));
        return File.Exists(target) || Directory.Exists(target);
    }
}
