using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Install;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Tests.Install;

public sealed class PluginInstallerTests : IDisposable
{
    readonly PluginFolders _folders = new();

    string Good => Path.Combine(_folders.User, "good");

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void A_good_package_is_ready_after_it_and_every_file_is_in_the_lock()
    {
        InstallResult result = Install(Packages.Of(_folders, "Good"));

        result.Problems.ShouldBeEmpty();
        result.Replaced.ShouldBeNull();
        result.Plugin!.Folder.ShouldBe(Good);
        _folders.Single().State.ShouldBe(PluginState.Ready);
        File.AppendAllText(Path.Combine(Good, "Fixtures.Good.deps.json"), " ");
        _folders.Single().Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.HashMismatch);
    }

    [Fact]
    public void Another_version_takes_the_place_of_the_one_before_with_all_its_files()
    {
        Install(Packages.Of(_folders, "Good", folder => File.WriteAllText(Path.Combine(folder, "old.txt"), "old"))).Problems.ShouldBeEmpty();

        InstallResult result = Install(Packages.Of(_folders, "Good", folder => PluginFolders.EditManifest(folder, "1.2.3-rc.1", "1.3.0")));

        result.Problems.ShouldBeEmpty();
        result.Replaced.ShouldBe("1.2.3-rc.1");
        _folders.Single().Manifest!.Version.ShouldBe("1.3.0");
        _folders.Single().State.ShouldBe(PluginState.Ready);
        File.Exists(Path.Combine(Good, "old.txt")).ShouldBeFalse();
    }

    [Fact]
    public void All_problems_are_told_at_once_and_nothing_is_left_of_a_refused_package()
    {
        InstallResult result = Install(Packages.Of(_folders, "Good", folder =>
        {
            PluginFolders.EditManifest(folder, "\"sdk\": \"1.0\"", "\"sdk\": \"2.0\"");
            File.Delete(Path.Combine(folder, "Fixtures.Good.deps.json"));
            File.WriteAllText(Path.Combine(folder, "NetWatch.Engine.dll"), "");
        }));

        result.Problems.Select(problem => problem.Code).Order().ShouldBe(
            [ProblemCodes.SdkVersion, ProblemCodes.HostAssemblyShipped, ProblemCodes.DepsFileMissing]);
        Directory.GetDirectories(_folders.User).ShouldBeEmpty();
        File.Exists(Path.Combine(_folders.User, PluginLock.FileName)).ShouldBeFalse();
    }

    [Fact]
    public void A_refused_package_leaves_the_version_before_as_it_was()
    {
        Install(Packages.Of(_folders, "Good"));

        Install(Packages.Of(_folders, "Good", folder => PluginFolders.EditManifest(folder, "\"sdk\": \"1.0\"", "\"sdk\": \"2.0\""))).IsInstalled.ShouldBeFalse();

        _folders.Single().State.ShouldBe(PluginState.Ready);
    }

    [Theory]
    [InlineData("plugin/../escaped")]
    [InlineData("plugin/../../escaped")]
    [InlineData("plugin//escaped")]
    [InlineData("plugin//etc/escaped")]
    [InlineData("plugin/a/../../escaped")]
    [InlineData("plugin/..\\..\\escaped")]
    [InlineData("plugin/C:escaped")]
    [InlineData("plugin/%2E%2E/escaped")]
    [InlineData("plugin/..%2Fescaped")]
    [InlineData("plugin/.hidden")]
    [InlineData("plugin/.. /escaped")]
    [InlineData("plugin/esc\u001b[31maped")]
    [InlineData("plugin/a/b/c/d/e/f/g/h/i")]
    [InlineData("plugin/NETWATCH-PLUGIN.JSON")]
    public void A_path_that_leads_elsewhere_refuses_the_package(string path)
    {
        string[] before = Everything();

        InstallResult result = Install(Packages.Of(_folders, ("plugin/netwatch-plugin.json", "{}"u8.ToArray()), (path, "x"u8.ToArray())));

        result.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.PackagePath);
        Everything().ShouldBe(before);
    }

    [Fact]
    public void What_unpacks_to_more_than_any_plugin_has_is_stopped_on_the_way()
    {
        Install(Packages.Bomb(_folders)).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.PackageTooBig);
        Directory.GetDirectories(_folders.User).ShouldBeEmpty();
    }

    [Fact]
    public void Any_cut_of_a_package_is_refused_without_a_trace()
    {
        byte[] whole = File.ReadAllBytes(Packages.Of(_folders, "Good"));
        string cut = Path.Combine(_folders.State, "cut.nupkg");
        for (int length = 0; length < whole.Length; length += 997)
        {
            File.WriteAllBytes(cut, whole[..length]);
            Install(cut).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.PackageUnreadable);
        }

        Directory.GetDirectories(_folders.User).ShouldBeEmpty();
    }

    [Fact]
    public void Any_changed_byte_gives_an_answer_and_never_a_plugin_that_is_not_ready()
    {
        byte[] whole = File.ReadAllBytes(Packages.Of(_folders, "Good"));
        string changed = Path.Combine(_folders.State, "changed.nupkg");
        var random = new Random(17);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = [.. whole];
            for (int change = 0; change < 3; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(changed, bytes);
            InstallResult result = Install(changed);
            if (result.IsInstalled) _folders.Discover().Plugins.Single(plugin => plugin.Folder == result.Plugin!.Folder).State.ShouldBe(PluginState.Ready, $"change {i}");
            else result.Problems.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void The_id_of_a_bundled_plugin_can_not_be_taken()
    {
        PluginFolders.Copy("Good", _folders.Bundled);

        Install(Packages.Of(_folders, "Good")).Problems.Select(problem => problem.Code).ShouldContain(ProblemCodes.DuplicatePlugin);
        Directory.GetDirectories(_folders.User).ShouldBeEmpty();
    }

    [Fact]
    public void The_first_lock_takes_in_what_was_copied_by_hand_before()
    {
        PluginFolders.Copy("PrivateDepV1", _folders.User);

        Install(Packages.Of(_folders, "Good")).Problems.ShouldBeEmpty();

        _folders.Discover().Plugins.Where(plugin => plugin.Origin == PluginOrigin.User).ShouldAllBe(plugin => plugin.State == PluginState.Ready);
    }

    [Fact]
    public void A_lock_that_is_broken_stops_every_change()
    {
        Install(Packages.Of(_folders, "Good"));
        File.WriteAllText(Path.Combine(_folders.User, PluginLock.FileName), "[]");

        Install(Packages.Of(_folders, "Good")).Problems.Select(problem => problem.Code).ShouldContain(ProblemCodes.LockFileMalformed);
        Remove("good").ShouldNotBeNull().ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.LockFileMalformed);
        Directory.Exists(Good).ShouldBeTrue();
    }

    [Fact]
    public void One_netwatch_changes_the_folder_at_a_time()
    {
        string package = Packages.Of(_folders, "Good");
        using (UserPluginsGuard()) Install(package).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.InstallFailed);
        Install(package).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_killed_run_has_left_is_swept_away()
    {
        Directory.CreateDirectory(Path.Combine(_folders.User, ".stage-left", "inner"));

        Install(Packages.Of(_folders, "Good")).Problems.ShouldBeEmpty();

        Directory.GetDirectories(_folders.User).ShouldBe([Good]);
    }

    [Fact]
    public void Removing_takes_the_folder_and_the_entry_of_the_lock()
    {
        Install(Packages.Of(_folders, "Good"));

        Remove("good").ShouldNotBeNull().ShouldBeEmpty();

        Directory.GetDirectories(_folders.User).ShouldBeEmpty();
        File.ReadAllText(Path.Combine(_folders.User, PluginLock.FileName)).ShouldNotContain("good");
        Remove("good").ShouldBeNull();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("..")]
    [InlineData("../bundled")]
    [InlineData("")]
    public void What_is_not_installed_can_not_be_removed(string id)
    {
        string[] before = Everything();
        Remove(id).ShouldBeNull();
        Everything().ShouldBe(before);
    }

    [Fact]
    public void Bundled_plugins_can_not_be_removed()
    {
        string folder = PluginFolders.Copy("Good", _folders.Bundled);
        Remove("good").ShouldBeNull();
        Directory.Exists(folder).ShouldBeTrue();
    }

    InstallResult Install(string package) => new PluginInstaller(_folders.Options).Install(package);

    IReadOnlyList<PluginProblem>? Remove(string id) => new PluginInstaller(_folders.Options).Remove(id);

    // As another process holds it.
    FileStream UserPluginsGuard() => new(Path.Combine(_folders.User, ".changing"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);

    /// <summary>All entries around the folder of plugins but packages and the guard.</summary>
    string[] Everything() => [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folders.User)!, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".nupkg", StringComparison.Ordinal) && Path.GetFileName(path) != ".changing").Order(StringComparer.Ordinal)];
}
