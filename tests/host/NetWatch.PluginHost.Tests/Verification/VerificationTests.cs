using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Tests.Verification;

public sealed class VerificationTests
{
    [Fact]
    public void Every_missing_type_and_member_is_named()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("MissingMember", folders.User);

        string[] sentences = [.. folders.Single().Problems.Select(problem => problem.Sentence)];

        sentences.Length.ShouldBe(2);
        sentences.ShouldContain(sentence => sentence.Contains("type NetWatch.Sdk.Tabs.NewerWidget", StringComparison.Ordinal));
        sentences.ShouldContain(sentence => sentence.Contains("Newer(", StringComparison.Ordinal) && sentence.Contains("NetWatch.Sdk.Tabs.TabAttribute", StringComparison.Ordinal));
    }

    [Fact]
    public void However_an_assembly_is_damaged_verifying_it_comes_back()
    {
        using var folders = new PluginFolders();
        string entry = Path.Combine(PluginFolders.Copy("Good", folders.User), "Fixtures.Good.dll");
        byte[] image = File.ReadAllBytes(entry);
        var random = new Random(20260101);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. image];
            for (int i = random.Next(1, 40); i > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(entry, random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            Should.NotThrow(() => folders.Single(), $"round {round}");
        }
    }

    [Fact]
    public void A_plugin_as_it_was_locked_is_loaded_and_a_changed_one_is_not()
    {
        using var folders = new PluginFolders();
        string folder = PluginFolders.Copy("Good", folders.User);
        string[] files = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];
        string entries = string.Join(", ", PluginLock.Hash(folder, files).Select(file => $"\"{file.Key}\": \"{file.Value}\""));
        File.WriteAllText(Path.Combine(folders.User, PluginLock.FileName), $$"""{"version": 1, "plugins": {"good": { {{entries}} } } }""");
        folders.Single().Problems.ShouldBeEmpty();

        File.AppendAllText(Path.Combine(folder, "Fixtures.Good.dll"), "x");
        File.Delete(Path.Combine(folder, "Fixtures.Good.pdb"));

        string[] sentences = [.. folders.Single().Problems.Select(problem => $"{problem.Code} {problem.Sentence}")];
        sentences.ShouldContain(sentence => sentence.StartsWith(ProblemCodes.HashMismatch, StringComparison.Ordinal) && sentence.Contains("Fixtures.Good.dll was changed", StringComparison.Ordinal));
        sentences.ShouldContain(sentence => sentence.Contains("Fixtures.Good.pdb is gone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_of_ones_own_may_write_since_many_systems_make_files_so()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folders = new PluginFolders();
        string folder = PluginFolders.Copy("Good", folders.User);
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupWrite);
        folders.Single().Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Bundled_plugins_are_the_host_itself_and_are_not_held_against_a_lock()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.Bundled);
        File.WriteAllText(Path.Combine(folders.User, PluginLock.FileName), """{"version": 1, "plugins": {}}""");
        folders.Single().State.ShouldBe(PluginState.Ready);
    }
}
