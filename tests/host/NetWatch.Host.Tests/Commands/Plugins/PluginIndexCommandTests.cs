using System.Collections.Immutable;
using NetWatch.Host.Commands.Plugins;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Tests.Commands.Plugins;

/// <summary>What publishing runs over the plugins that came with the build.</summary>
public sealed class PluginIndexCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public PluginIndexCommandTests()
    {
        string bundled = Path.Combine(AppContext.BaseDirectory, "plugins");
        foreach (string file in Directory.EnumerateFiles(bundled, "*", SearchOption.AllDirectories))
        {
            string copy = _folder[Path.GetRelativePath(bundled, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();

    int Index() => PluginCommand.Create(static _ => new PluginHostOptions(), TimeProvider.System).Parse(["index", _folder.Path]).Invoke();

    ImmutableArray<Plugin> Discover(bool isFull) => PluginCatalog.Discover(
        new PluginHostOptions { BundledFolder = _folder.Path, UserFolder = null, StateFolder = null, VerifyBundledFully = isFull }).Plugins;

    [Fact]
    public void Every_bundled_plugin_is_the_same_from_the_index_as_verified()
    {
        Index().ShouldBe(0);
        File.Exists(_folder["verified.index"]).ShouldBeTrue();
        ImmutableArray<Plugin> verified = Discover(isFull: true), indexed = Discover(isFull: false);
        indexed.Select(static plugin => plugin.Id).ShouldBe(verified.Select(static plugin => plugin.Id));
        foreach ((Plugin one, Plugin other) in verified.Zip(indexed))
        {
            other.Manifest.ShouldBe(one.Manifest);
            other.Extensions.ShouldBe(one.Extensions);
            (other.Folder, other.Origin, other.State).ShouldBe((one.Folder, one.Origin, PluginState.Ready));
        }
    }

    [Fact]
    public void A_plugin_that_is_not_sound_is_an_error()
    {
        File.WriteAllText(_folder["dns/netwatch-plugin.json"], "{");
        Index().ShouldBe(1);
        Discover(isFull: false).Count(static plugin => plugin.State == PluginState.Rejected).ShouldBe(1);
    }
}
