using System.CommandLine;
using System.Text.Json;
using NetWatch.Host.Commands.Plugins;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Tests.Commands.Plugins;

/// <summary>The commands over the plugins that came with the build.</summary>
public sealed class PluginCommandTests
{
    // By the folders of the sources, so that one that was not bundled is missed.
    static readonly string[] Bundled = [.. Directory.GetDirectories(Path.Combine(Sources(), "plugins")).SelectMany(Directory.GetDirectories)
        .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(folder => Path.GetFileName(folder).ToLowerInvariant())];

    [Fact]
    public void Every_bundled_plugin_is_listed_and_nothing_is_wrong_with_any()
    {
        (int code, string output, _) = Run("list", "--json");
        code.ShouldBe(0, output);
        using JsonDocument list = JsonDocument.Parse(output);
        foreach (string id in Bundled)
        {
            JsonElement plugin = list.RootElement.EnumerateArray().Single(each => each.GetProperty("id").GetString() == id);
            plugin.GetProperty("state").GetString().ShouldBe("ready");
            plugin.GetProperty("origin").GetString().ShouldBe("bundled");
            plugin.GetProperty("provides").GetArrayLength().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void The_table_names_each_plugin_and_what_it_provides()
    {
        (int code, string output, _) = Run("list");
        code.ShouldBe(0);
        foreach (string id in Bundled) output.ShouldContain(id);
        output.ShouldContain("eve (exporter)");
        output.ShouldNotContain("\u001b");
    }

    [Fact]
    public void The_order_goes_from_stronger_evidence_to_weaker()
    {
        (int code, string output, _) = Run("list", "--order", "--json");
        code.ShouldBe(0);
        using JsonDocument order = JsonDocument.Parse(output);
        string[] evidence = [.. order.RootElement.EnumerateArray().Select(each => each.GetProperty("evidence").GetString()!)];
        evidence.ShouldBe(evidence.OrderBy(each => Array.IndexOf(["magic", "structure", "weak"], each)));
        order.RootElement.EnumerateArray().Select(each => each.GetProperty("position").GetInt32()).ShouldBe(Enumerable.Range(1, evidence.Length));
        Run("list", "--order").Output.ShouldContain("Why here");
    }

    [Fact]
    public void Info_tells_what_a_plugin_is_and_for_a_capture_source_whether_it_could_capture()
    {
        (int code, string output, _) = Run("info", "libpcap");
        code.ShouldBe(0, output);
        output.ShouldContain("capture source libpcap");
        output.ShouldContain("capture:", Case.Insensitive);
    }

    [Fact]
    public void An_unknown_id_is_a_mistake_of_usage()
    {
        (int code, _, string error) = Run("info", "nobody");
        code.ShouldBe(2);
        error.ShouldContain("netwatch plugin list");
    }

    [Fact]
    public void A_problem_is_told_with_its_code_and_next_step_and_gives_exit_code_1()
    {
        string missing = Path.Combine(AppContext.BaseDirectory, "no-such-folder");
        (int code, string output, _) = Run(["list"], missing);
        code.ShouldBe(1);
        output.ShouldContain("NW2001");
        output.ShouldContain("--plugin-dir");
        Run(["info", "no-such-folder"], missing).Code.ShouldBe(1);
    }

    static (int Code, string Output, string Error) Run(params string[] args) => Run(args, null);

    static (int Code, string Output, string Error) Run(string[] args, string? devFolder)
    {
        var options = new PluginHostOptions { UserFolder = null, StateFolder = null, DevFolders = devFolder is null ? [] : [devFolder] };
        using StringWriter output = new(), error = new();
        int code = PluginCommand.Create(_ => options, TimeProvider.System).Parse(args)
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    static string Sources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetWatch.sln"))) folder = folder.Parent;
        return folder.ShouldNotBeNull("the tests run from below the repository").FullName;
    }
}
