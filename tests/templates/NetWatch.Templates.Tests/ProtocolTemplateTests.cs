using System.IO.Compression;
using System.Text.Json;

namespace NetWatch.Templates.Tests;

/// <summary>From an empty home to a classified capture, without a change of any file of the repository.</summary>
public sealed class ProtocolTemplateTests(Workspace workspace) : IClassFixture<Workspace>
{
    [OfflineFact]
    public async Task A_protocol_goes_from_the_template_through_its_tests_and_its_package_to_a_classified_capture()
    {
        string before = await StatusOfRepositoryAsync();
        string solution = await workspace.CreateAsync("Foo", "--packages", workspace.Packages);

        // Every step of its README, in that order.
        (await workspace.DotnetAsync(solution, "test")).ShouldContain("Passed!");
        await ReadsItsSampleAsync(solution, "Foo", "foo", "--plugin-dir", "src/Foo/bin/Debug/net10.0");
        await workspace.DotnetAsync(solution, "pack", "-o", "packages");
        string package = Path.Combine(solution, "packages", "Foo.0.1.0.nupkg");
        FilesOf(package).ShouldBe(["plugin/Foo.deps.json", "plugin/Foo.dll", "plugin/Foo.pdb", "plugin/netwatch-plugin.json"]);
        await workspace.NetWatchAsync(solution, "plugin", "install", package);
        (await workspace.NetWatchAsync(solution, "plugin", "list", "--order")).ShouldContain("foo");
        await ReadsItsSampleAsync(solution, "Foo", "foo");
        await ReadsItsSampleAsync(solution, "Foo", "foo", "--filter", "app:foo and foo.name == alice");
        await IsShownAndExportedAsync(solution, "Foo", "foo");
        await workspace.NetWatchAsync(solution, "plugin", "remove", "foo");
        (await workspace.NetWatchAsync(solution, "plugin", "list")).ShouldNotContain("foo");

        (await StatusOfRepositoryAsync()).ShouldBe(before);
    }

    [OfflineTheory]
    [InlineData("my-proto", "my-proto", "MyProto", "--transport", "udp", "--evidence", "weak", "--port", "4747")]
    [InlineData("Acme.Modbus", "acme-modbus", "AcmeModbus", "--transport", "both", "--evidence", "structure", "--port", "1502")]
    public async Task A_name_of_any_form_gives_valid_names_and_passes_its_own_tests(string name, string id, string className, params string[] options)
    {
        string solution = await workspace.CreateAsync(name, options);

        (await workspace.DotnetAsync(solution, "test")).ShouldContain("Passed!");

        File.Exists(Path.Combine(solution, $"{name}.sln")).ShouldBeTrue();
        File.Exists(Path.Combine(solution, "src", name, $"{className}Classifier.cs")).ShouldBeTrue();
        await ReadsItsSampleAsync(solution, name, id, "--plugin-dir", $"src/{name}/bin/Debug/net10.0");
        Directory.EnumerateFiles(solution, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".csproj" or ".sln" && File.ReadAllText(file).Contains("gopher", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_project_of_a_plugin_stays_short()
    {
        File.ReadAllLines(Path.Combine(BuildFacts.Repository, BuildFacts.TemplatePlugin)).Length.ShouldBeLessThan(20);
    }

    [Fact]
    public void The_template_asks_for_the_packages_of_this_repository()
    {
        Dictionary<string, string> central = BuildFacts.PackagesOf("Directory.Packages.props", "PackageVersion");
        foreach ((string id, string version) in BuildFacts.PackagesOf(BuildFacts.TemplateTests).Where(package => !BuildFacts.IsOurs(package.Key)))
            version.ShouldBe(central[id], id);
    }

    /// <summary>Every flow of the sample capture carries the label, and the facts are there.</summary>
    async Task ReadsItsSampleAsync(string solution, string name, string id, params string[] options)
    {
        string capture = Path.Combine("tests", $"{name}.Tests", "bin", "Debug", "net10.0", $"{id}.pcap");
        string output = await workspace.NetWatchAsync(solution, ["read", capture, "-o", "eve", .. options]);
        List<JsonElement> flows = [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line))
            .Where(line => line.GetProperty("event_type").GetString() == "flow")];
        flows.ShouldNotBeEmpty(output);
        foreach (JsonElement flow in flows)
        {
            flow.GetProperty("app_proto").GetString().ShouldBe(id);
            flow.GetProperty(id).GetProperty("name").GetString().ShouldBeOneOf("alice", "bob");
        }
    }

    /// <summary>What knows nothing of the protocol shows it all the same: label and facts in the table, in the totals, and as records of the exporters.</summary>
    async Task IsShownAndExportedAsync(string solution, string name, string id)
    {
        string capture = Path.Combine("tests", $"{name}.Tests", "bin", "Debug", "net10.0", $"{id}.pcap");
        (await workspace.NetWatchAsync(solution, "read", capture)).ShouldContain($" {id} ");
        (await workspace.NetWatchAsync(solution, "read", capture, "-o", "summary")).ShouldContain(id);
        (await workspace.NetWatchAsync(solution, "read", capture, "-o", "json")).ShouldContain($"\"{id}\"");
        string sessions = await workspace.NetWatchAsync(solution, "read", capture, "-o", "eve", "--filter", $"{id}.server == bob");
        sessions.ShouldContain($"\"event_type\":\"{id}\"");
        sessions.ShouldContain("\"client\":\"alice\",\"server\":\"bob\"");
    }

    Task<string> StatusOfRepositoryAsync() => Path.Exists(Path.Combine(BuildFacts.Repository, ".git"))
        ? workspace.RunAsync(BuildFacts.Repository, "git", "status", "--porcelain")
        : Task.FromResult("");

    static IEnumerable<string> FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(entry => entry.StartsWith("plugin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
