using System.Collections.Immutable;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Tests;

public sealed class HazardTests
{
    public static TheoryData<string, string> BeforeLoad { get; } = Data(Hazards.BeforeLoad.Select(hazard => (hazard.Code, hazard.Name)));

    public static TheoryData<string, string> WhileLoading { get; } = Data(Hazards.WhileLoading.Select(hazard => (hazard.Code, hazard.Name)));

    public static TheoryData<string, string> WhileInstalling { get; } = Data(Hazards.WhileInstalling.Select(hazard => (hazard.Code, hazard.Name)));

    [Theory]
    [MemberData(nameof(BeforeLoad))]
    public void Is_found_before_anything_is_loaded(string code, string name)
    {
        using var folders = new PluginFolders();
        Hazards.BeforeLoad.Single(hazard => hazard.Name == name).Prepare(folders);

        ImmutableArray<Plugin> plugins = folders.Discover().Plugins;

        plugins.SelectMany(plugin => plugin.Problems).Select(problem => problem.Code).ShouldContain(code);
        foreach (Plugin plugin in plugins) plugin.State.ShouldBe(plugin.Problems.IsEmpty ? PluginState.Ready : PluginState.Rejected);
        foreach (PluginProblem problem in plugins.SelectMany(plugin => plugin.Problems))
        {
            problem.Sentence.ShouldNotBeNullOrWhiteSpace();
            problem.NextStep.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Theory]
    [MemberData(nameof(WhileLoading))]
    public void Is_told_when_it_shows_up_later(string code, string name)
    {
        using var folders = new PluginFolders();
        IEnumerable<PluginProblem> problems = Hazards.WhileLoading.Single(hazard => hazard.Name == name).Provoke(folders);
        problems.Select(problem => problem.Code).ShouldContain(code);
    }

    [Theory]
    [MemberData(nameof(WhileInstalling))]
    public void Is_found_before_anything_is_installed(string code, string name)
    {
        using var folders = new PluginFolders();
        IEnumerable<PluginProblem> problems = Hazards.WhileInstalling.Single(hazard => hazard.Name == name).Provoke(folders);
        problems.Select(problem => problem.Code).ShouldContain(code);
        Directory.GetDirectories(folders.User).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_is_produced_by_a_hazard()
    {
        IEnumerable<string> produced = Hazards.BeforeLoad.Select(hazard => hazard.Code)
            .Concat(Hazards.WhileLoading.Concat(Hazards.WhileInstalling).Select(hazard => hazard.Code));
        produced.Distinct().Order().ShouldBe(AllCodes().Order());
    }

    [Fact]
    public void Every_code_has_a_section_in_the_list_of_errors_and_every_section_a_code()
    {
        string[] lines = File.ReadAllLines(Path.Combine(PluginFolders.Fact("Documents"), "errors.md"));
        IEnumerable<string> sections = lines.Where(line => line.StartsWith("## NW20", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);
        sections.ShouldBe(AllCodes().Order());
    }

    [Fact]
    public void All_problems_of_a_plugin_are_told_at_once()
    {
        using var folders = new PluginFolders();
        string folder = PluginFolders.Copy("Good", folders.User);
        PluginFolders.EditManifest(folder, "\"sdk\": \"1.0\"", "\"sdk\": \"2.0\"");
        File.Delete(Path.Combine(folder, "Fixtures.Good.deps.json"));
        File.WriteAllText(Path.Combine(folder, "NetWatch.Engine.dll"), "");

        folders.Single().Problems.Select(problem => problem.Code).Order().ShouldBe(
            [ProblemCodes.SdkVersion, ProblemCodes.HostAssemblyShipped, ProblemCodes.DepsFileMissing]);
    }

    [Fact]
    public void A_good_plugin_has_no_problems_and_says_what_it_provides()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.User);

        Plugin plugin = folders.Single();

        plugin.Problems.ShouldBeEmpty();
        plugin.Extensions.Select(extension => extension.Key).Order().ShouldBe(
            ["analyzer/good", "attribution/good", "capture/good", "collector/good", "describer/good", "dissector/good", "exporter/good", "protocol/good", "tab/good"]);
    }

    static IEnumerable<string> AllCodes() => typeof(ProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

    static TheoryData<string, string> Data(IEnumerable<(string Code, string Name)> hazards)
    {
        var data = new TheoryData<string, string>();
        foreach ((string code, string name) in hazards) data.Add(code, name);
        return data;
    }
}
