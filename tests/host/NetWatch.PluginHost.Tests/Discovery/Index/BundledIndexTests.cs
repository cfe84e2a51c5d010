using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Discovery.Index;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Tests.Discovery.Index;

/// <summary>What was verified when the program was published is not read again, and nothing else is believed.</summary>
public sealed class BundledIndexTests : IDisposable
{
    readonly PluginFolders _folders = new();

    string IndexPath => Path.Combine(_folders.Bundled, BundledIndex.FileName);

    public void Dispose() => _folders.Dispose();

    Plugin Only() => _folders.Discover().Plugins.Where(plugin => plugin.Origin == PluginOrigin.Bundled).ShouldHaveSingleItem();

    string Assembly(string folder) => Path.Combine(folder, Only().Manifest!.Entry);

    [Fact]
    public void A_plugin_of_the_index_is_the_plugin_that_was_verified()
    {
        PluginFolders.Copy("Good", _folders.Bundled);
        Plugin verified = Only();
        PluginCatalog.WriteIndex(_folders.Bundled).ShouldBeEmpty();
        Plugin indexed = Only();
        (indexed.Id, indexed.Folder, indexed.Origin, indexed.State, indexed.IsSkipped).ShouldBe((verified.Id, verified.Folder, verified.Origin, PluginState.Ready, false));
        (verified.IsAlone, indexed.IsAlone).ShouldBe((null, true));
        indexed.Manifest.ShouldBe(verified.Manifest);
        indexed.Extensions.ShouldBe(verified.Extensions);
        indexed.Extensions.Select(static each => each.TypeToken).ShouldBe(verified.Extensions.Select(static each => each.TypeToken));
        indexed.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Its_extensions_can_be_loaded()
    {
        PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        _folders.Loader().LoadExporter("good").ShouldNotBeNull();
    }

    [Fact]
    public void What_the_index_has_is_not_read_again_unless_that_is_asked_for()
    {
        string folder = PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        byte[] bytes = File.ReadAllBytes(Assembly(folder));
        bytes.AsSpan(FileIdentity.HeadBytes).Clear();
        File.WriteAllBytes(Assembly(folder), bytes);
        Only().State.ShouldBe(PluginState.Ready);
        PluginCatalog.Discover(_folders.Options with { VerifyBundledFully = true }).Plugins.Single(plugin => plugin.Origin == PluginOrigin.Bundled)
            .State.ShouldBe(PluginState.Rejected);
    }

    [Fact]
    public void An_assembly_of_another_build_is_verified()
    {
        string folder = PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        string path = Assembly(folder);
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(FileIdentity.HeadBytes).Clear();
        File.WriteAllBytes(path, [.. bytes, 0]);
        Only().Problems.ShouldContain(static problem => problem.Code == ProblemCodes.EntryNotManaged);
        File.Delete(path);
        Only().Problems.ShouldContain(static problem => problem.Code == ProblemCodes.EntryMissing);
    }

    [Fact]
    public void A_manifest_that_was_changed_is_read()
    {
        string folder = PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        PluginFolders.EditManifest(folder, "\"good\"", "\"gold\"");
        Only().Id.ShouldBe("gold");
        File.Delete(Path.Combine(folder, PluginManifest.FileName));
        Only().Problems.ShouldContain(static problem => problem.Code == ProblemCodes.ManifestMissing);
    }

    [Fact]
    public void What_is_not_sound_is_left_out_and_told()
    {
        PluginFolders.Copy("MissingMember", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled).ShouldHaveSingleItem().State.ShouldBe(PluginState.Rejected);
        BundledIndex.Read(_folders.Bundled).ShouldNotBeNull().Find(Only().Folder).ShouldBeNull();
    }

    [Fact]
    public void What_comes_or_goes_later_is_seen()
    {
        string folder = PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        PluginFolders.Copy("ThrowsInConstructor", _folders.Bundled, "another");
        _folders.Discover().Plugins.Count(static plugin => plugin.Origin == PluginOrigin.Bundled).ShouldBe(2);
        Directory.Delete(folder, recursive: true);
        Only().Folder.ShouldEndWith("another");
    }

    [Fact]
    public void An_index_that_is_not_whole_counts_for_nothing()
    {
        PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        byte[] bytes = File.ReadAllBytes(IndexPath);
        BundledIndex.Parse(bytes).ShouldNotBeNull();
        for (int length = 0; length < bytes.Length; length++) BundledIndex.Parse(bytes.AsSpan(0, length)).ShouldBeNull();
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x40;
            BundledIndex.Parse(bytes).ShouldBeNull();
            bytes[i] ^= 0x40;
        }

        File.WriteAllBytes(IndexPath, bytes.AsSpan(0, 20).ToArray());
        Only().State.ShouldBe(PluginState.Ready);
    }

    [Fact]
    public void Whatever_follows_a_right_hash_is_read_within_its_bounds()
    {
        PluginFolders.Copy("Good", _folders.Bundled);
        PluginCatalog.WriteIndex(_folders.Bundled);
        byte[] sound = File.ReadAllBytes(IndexPath);
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = sound[..random.Next(8, sound.Length + 1)];
            for (int i = random.Next(4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            BitConverter.TryWriteBytes(bytes, FileIdentity.Hash(bytes.AsSpan(8)));
            Should.NotThrow(() => BundledIndex.Parse(bytes));
        }
    }
}
