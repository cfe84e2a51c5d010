using System.Runtime.Loader;
using System.Text;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Loading;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.PluginHost.Tests.Loading;

public sealed class LoadingTests
{
    [Fact]
    public void Every_extension_point_of_a_good_plugin_can_be_used()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.User);
        PluginLoader loader = folders.Loader();

        loader.LoadClassifiers().ShouldHaveSingleItem().Active!.Classify(new FlowPrefix
        {
            Transport = Sdk.Packets.Transport.Tcp, InitiatorPort = 1, ResponderPort = 2, Direction = Sdk.Packets.FlowDirection.FromInitiator, Bytes = "GOOD!"u8,
        }).IsMatch.ShouldBeTrue();
        loader.LoadDescribers().ShouldHaveSingleItem();
        loader.LoadAnalyzers().ShouldHaveSingleItem();
        loader.LoadDissectors().ShouldHaveSingleItem().Active!.Summarize(default).ShouldBe("good");
        loader.LoadCaptureSources().ShouldHaveSingleItem().Active!.CheckAvailability().IsAvailable.ShouldBeFalse();
        loader.LoadExporter("good").ShouldNotBeNull();
        loader.LoadTabs().ShouldHaveSingleItem();
        loader.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Finding_plugins_loads_none_and_a_plugin_is_loaded_once()
    {
        using var folders = new PluginFolders();
        PluginFolders.EditManifest(PluginFolders.Copy("Good", folders.User), "\"id\": \"good\"", "\"id\": \"lazy.one\"");
        PluginLoader loader = folders.Loader();
        Contexts("lazy.one").ShouldBe(0);

        loader.LoadTabs()[0].ShouldBeSameAs(loader.LoadTabs()[0]);
        loader.LoadClassifiers();

        Contexts("lazy.one").ShouldBe(1);
    }

    [Fact]
    public void Only_the_sdk_is_shared_with_the_host()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.User);
        ITab tab = folders.Loader().LoadTabs()[0].Instance;

        AssemblyLoadContext.GetLoadContext(tab.GetType().Assembly).ShouldNotBe(AssemblyLoadContext.Default);
        AssemblyLoadContext.GetLoadContext(tab.GetType().GetInterface(nameof(ITab))!.Assembly).ShouldBe(AssemblyLoadContext.Default);
        AssemblyLoadContext.GetLoadContext(tab.GetType().Assembly)!.IsCollectible.ShouldBeFalse();
    }

    [Fact]
    public void Two_plugins_may_bring_different_versions_of_one_library()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("PrivateDepV1", folders.User);
        PluginFolders.Copy("PrivateDepV2", folders.User);
        PluginLoader loader = folders.Loader();

        VersionSeenBy(loader.LoadExporter("private-v1")!).ShouldBe("1");
        VersionSeenBy(loader.LoadExporter("private-v2")!).ShouldBe("2");
    }

    [Fact]
    public void A_library_of_the_host_does_not_stand_in_for_one_that_a_plugin_lacks()
    {
        File.Exists(Path.Combine(AppContext.BaseDirectory, "Shouldly.dll")).ShouldBeTrue();
        using var folders = new PluginFolders();
        string folder = PluginFolders.Copy("LeansOnHost", folders.User);
        foreach (string library in Directory.EnumerateFiles(folder, "Shouldly.dll")) File.Delete(library);
        PluginLoader loader = folders.Loader();

        loader.LoadTabs().ShouldBeEmpty();

        PluginProblem problem = loader.Problems.ShouldHaveSingleItem().Problem;
        problem.Code.ShouldBe(ProblemCodes.ConstructorThrew);
        problem.Sentence.ShouldContain("Shouldly");
    }

    [Fact]
    public void What_a_plugin_did_not_ask_for_is_null()
    {
        using var folders = new PluginFolders();
        string folder = PluginFolders.Copy("Good", folders.User);
        PacketsSeenBy(folders.Loader(new FullServices()).LoadTabs()[0]).ShouldBe("there");

        PluginFolders.EditManifest(folder, "\"RawPackets\", ", "");
        PacketsSeenBy(folders.Loader(new FullServices()).LoadTabs()[0]).ShouldBe("null");
    }

    [Fact]
    public void One_constructor_that_throws_leaves_the_rest_of_the_plugin_alone()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("ThrowsInConstructor", folders.User);
        PluginLoader loader = folders.Loader();

        loader.LoadTabs().ShouldHaveSingleItem().Declaration.Id.ShouldBe("quiet");

        LoadProblem problem = loader.Problems.ShouldHaveSingleItem();
        problem.Extension.Id.ShouldBe("throws");
        problem.Problem.Sentence.ShouldContain("InvalidOperationException: not today");
    }

    [Fact]
    public void An_exporter_that_nobody_brings_is_not_there()
    {
        using var folders = new PluginFolders();
        folders.Loader().LoadExporter("none").ShouldBeNull();
    }

    static int Contexts(string name) => AssemblyLoadContext.All.Count(context => context.Name == name);

    static string PacketsSeenBy(ExtensionHandle<ITab> tab) => tab.Instance.Keys.Single(hint => hint.Key == "packets").Action;

    static string VersionSeenBy(ExtensionHandle<IExporter> exporter)
    {
        using var output = new MemoryStream();
        Should.Throw<NotSupportedException>(() => exporter.Active!.Open(new ExportTarget { Output = output, CaptureName = "" }));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    sealed class FullServices : IPluginServices, IPacketHistory
    {
        readonly BarePluginServices _bare = new(TimeProvider.System);

        public TimeProvider Time => _bare.Time;

        public ISnapshots Snapshots => _bare.Snapshots;

        public IPacketHistory? Packets => this;

        public IFilterCompiler Filters => _bare.Filters;

        public long First => 1;

        public long Last => 0;

        public bool TryGetRow(long number, out PacketRow row)
        {
            row = default;
            return false;
        }

        public int CopyBytes(long number, Span<byte> destination) => -1;

        public string? Summarize(long number) => null;

        public PacketDetail? Dissect(long number) => null;
    }
}
