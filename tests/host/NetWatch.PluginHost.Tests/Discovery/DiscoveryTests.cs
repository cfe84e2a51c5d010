using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Loading;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public void A_folder_of_plugins_and_a_plugin_folder_can_both_be_named()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.Dev);
        PluginHostOptions options = folders.Options with { DevFolders = [folders.Dev, PluginFolders.FolderOf("PrivateDepV1")] };

        PluginCatalog catalog = PluginCatalog.Discover(options);

        catalog.Plugins.Select(plugin => (plugin.Id, plugin.Origin, plugin.State)).ShouldBe(
            [("good", PluginOrigin.Dev, PluginState.Ready), ("privatedepv1", PluginOrigin.Dev, PluginState.Ready)]);
    }

    [Fact]
    public void What_was_found_first_keeps_the_id_and_the_other_is_told()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.Bundled);
        PluginFolders.Copy("Good", folders.User);

        Plugin[] plugins = [.. folders.Discover().Plugins.Where(plugin => plugin.Id == "good")];

        plugins[0].Origin.ShouldBe(PluginOrigin.Bundled);
        plugins[0].State.ShouldBe(PluginState.Ready);
        plugins[1].Problems.ShouldContain(problem => problem.Code == ProblemCodes.DuplicatePlugin && problem.Sentence.Contains("bundled", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_folder_is_what_is_left_of_a_plugin_and_no_plugin()
    {
        using var folders = new PluginFolders();
        Directory.CreateDirectory(Path.Combine(folders.Bundled, "gone"));
        folders.Discover().Plugins.ShouldNotContain(plugin => plugin.Id == "gone");
    }

    [Fact]
    public void Safe_mode_loads_bundled_plugins_only()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.User);
        PluginFolders.Copy("ThrowsInConstructor", folders.Bundled);

        PluginCatalog catalog = folders.Discover(safeMode: true);

        catalog.Plugins.Single(plugin => plugin.Id == "good").State.ShouldBe(PluginState.Skipped);
        new PluginLoader(catalog, new BarePluginServices(TimeProvider.System), new(TimeProvider.System)).LoadTabs().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_mark_of_a_process_that_still_runs_is_no_crash()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.User);
        // Process 1 is there on every Unix; where it is not, the mark counts as one of a crash.
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(Path.Combine(folders.State, "loading-good"), "1");
        folders.Single().Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Loading_leaves_no_mark_when_it_came_back()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("ThrowsInConstructor", folders.User);
        folders.Loader().LoadTabs().ShouldHaveSingleItem();
        Directory.EnumerateFileSystemEntries(folders.State).ShouldBeEmpty();
    }
}
