using System.Globalization;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Install;
using NetWatch.PluginHost.Loading;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Tests.Install;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Tests;

/// <summary>Everything that can be wrong with a plugin: the code it must get, and how to bring it about with really built plugins.</summary>
static class Hazards
{
    const string Manifest = PluginManifest.FileName;
    const string Entry = "Fixtures.Good.dll";

    public static IReadOnlyList<(string Code, string Name, Action<PluginFolders> Prepare)> BeforeLoad { get; } =
    [
        (ProblemCodes.FolderUnreadable, "a --plugin-dir that does not exist", folders => Directory.Delete(folders.Dev)),
        (ProblemCodes.ManifestMissing, "no manifest", folders => File.Delete(Path.Combine(Good(folders), Manifest))),
        (ProblemCodes.SdkVersion, "built for a later minor", folders => PluginFolders.EditManifest(Good(folders), "\"sdk\": \"1.0\"", "\"sdk\": \"1.99\"")),
        (ProblemCodes.SdkVersion, "built for an earlier major", folders => PluginFolders.EditManifest(Good(folders), "\"sdk\": \"1.0\"", "\"sdk\": \"0.9\"")),
        (ProblemCodes.ManifestTooBig, "a manifest of a megabyte", folders => File.WriteAllText(Path.Combine(Good(folders), Manifest), new string(' ', 1 << 20))),
        (ProblemCodes.ManifestMalformed, "a manifest that is not JSON", folders => File.WriteAllText(Path.Combine(Good(folders), Manifest), "{ id: good }")),
        (ProblemCodes.ManifestMalformed, "a field twice", folders => PluginFolders.EditManifest(Good(folders), "\"id\": \"good\"", "\"id\": \"good\", \"id\": \"other\"")),
        (ProblemCodes.ManifestField, "an id that is no id", folders => PluginFolders.EditManifest(Good(folders), "\"id\": \"good\"", "\"id\": \"../good\"")),
        (ProblemCodes.ManifestField, "an unknown capability", folders => PluginFolders.EditManifest(Good(folders), "RawPackets", "Everything")),
        (ProblemCodes.EntryPath, "an entry assembly outside of the folder", folders => PluginFolders.EditManifest(Good(folders), Entry, "../../evil.dll")),
        (ProblemCodes.EntryPath, "an entry assembly with an absolute path", folders => PluginFolders.EditManifest(Good(folders), Entry, "/tmp/evil.dll")),
        (ProblemCodes.EntryPath, "an entry assembly on a Windows drive", folders => PluginFolders.EditManifest(Good(folders), Entry, "C:evil.dll")),
        (ProblemCodes.EntryMissing, "no entry assembly", folders => File.Delete(Path.Combine(Good(folders), Entry))),
        (ProblemCodes.EntryNotManaged, "an entry that is a text", folders => File.WriteAllText(Path.Combine(Good(folders), Entry), "MZ, or so it says")),
        (ProblemCodes.EntryNotManaged, "an entry that is cut in the middle", folders => Cut(Path.Combine(Good(folders), Entry))),
        (ProblemCodes.SdkNotReferenced, "an entry that is another library", folders =>
            File.Copy(Path.Combine(PluginFolders.FolderOf("PrivateDepV1"), "Fixtures.PrivateDep.dll"), Path.Combine(Good(folders), Entry), overwrite: true)),
        (ProblemCodes.SdkMemberMissing, "built against an SDK with more in it", folders => PluginFolders.Copy("MissingMember", folders.User)),
        (ProblemCodes.HostAssemblyShipped, "the SDK in its folder", folders =>
            File.Copy(typeof(Sdk.Plugins.IPluginContext).Assembly.Location, Path.Combine(Good(folders), "NetWatch.Sdk.dll"))),
        (ProblemCodes.DepsFileMissing, "no deps.json", folders => File.Delete(Path.Combine(Good(folders), "Fixtures.Good.deps.json"))),
        (ProblemCodes.DuplicatePlugin, "the id of a bundled plugin", folders =>
        {
            PluginFolders.Copy("Good", folders.Bundled);
            Good(folders);
        }),
        (ProblemCodes.DuplicateExtension, "the protocol of another plugin", folders =>
        {
            Good(folders);
            PluginFolders.EditManifest(PluginFolders.Copy("Good", folders.User, "other"), "\"id\": \"good\"", "\"id\": \"other\"");
        }),
        (ProblemCodes.WritableByOthers, "a file that everybody can write", folders => Open(Path.Combine(Good(folders), Entry))),
        (ProblemCodes.WritableByOthers, "a folder that everybody can write", folders => Open(Good(folders))),
        (ProblemCodes.HashMismatch, "a file that the lock does not know", folders =>
        {
            Lock(folders, Good(folders));
            File.WriteAllText(Path.Combine(folders.User, "good", "new.txt"), "new");
        }),
        (ProblemCodes.LockFileMalformed, "a lock file that is not one", folders =>
        {
            Good(folders);
            File.WriteAllText(Path.Combine(folders.User, PluginLock.FileName), "[]");
        }),
        (ProblemCodes.NoExtension, "a tab without its attribute", folders => PluginFolders.Copy("NoExtension", folders.User)),
        (ProblemCodes.ExtensionType, "a class that is not public", folders => PluginFolders.Copy("BadDeclarations", folders.User)),
        (ProblemCodes.ExtensionConstructor, "a constructor with other parameters", folders => PluginFolders.Copy("BadDeclarations", folders.User)),
        (ProblemCodes.UnknownProtocol, "a describer without its classifier", folders => PluginFolders.Copy("BadDeclarations", folders.User)),
        (ProblemCodes.InvalidDeclaration, "attributes with impossible values", folders => PluginFolders.Copy("BadDeclarations", folders.User)),
        (ProblemCodes.InterfaceMissing, "an attribute without its interface", folders => PluginFolders.Copy("BadDeclarations", folders.User)),
        (ProblemCodes.CrashedWhileLoading, "a start that never came back", folders =>
        {
            Good(folders);
            File.WriteAllText(Path.Combine(folders.State, "loading-good"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }),
    ];

    /// <summary>What only loading can tell.</summary>
    public static IReadOnlyList<(string Code, string Name, Func<PluginFolders, IEnumerable<PluginProblem>> Provoke)> WhileLoading { get; } =
    [
        (ProblemCodes.LoadFailed, "an assembly that goes away after it was verified", folders =>
        {
            string folder = Good(folders);
            PluginLoader loader = folders.Loader();
            File.Delete(Path.Combine(folder, Entry));
            loader.LoadTabs().ShouldBeEmpty();
            return loader.Problems.Select(each => each.Problem);
        }),
        (ProblemCodes.ConstructorThrew, "a constructor that throws", folders =>
        {
            PluginFolders.Copy("ThrowsInConstructor", folders.User);
            PluginLoader loader = folders.Loader();
            loader.LoadTabs().ShouldHaveSingleItem().Declaration.Id.ShouldBe("quiet");
            return loader.Problems.Select(each => each.Problem);
        }),
        (ProblemCodes.Quarantined, "an extension that throws again and again", folders =>
        {
            Good(folders);
            PluginLoader loader = folders.Loader();
            for (int i = 0; i < 3; i++) loader.LoadExporter("good")!.Fault(new InvalidOperationException("again"));
            ExtensionFault fault = loader.Quarantine.Faults.ShouldHaveSingleItem();
            return [new PluginProblem(fault.Summary[..6], fault.Summary, fault.NextStep)];
        }),
    ];

    /// <summary>What is wrong with a package, or with the folder that it should go to.</summary>
    public static IReadOnlyList<(string Code, string Name, Func<PluginFolders, IEnumerable<PluginProblem>> Provoke)> WhileInstalling { get; } =
    [
        (ProblemCodes.PackageUnreadable, "a file that is no archive", folders =>
        {
            string file = Path.Combine(folders.State, "text.nupkg");
            File.WriteAllText(file, "PK, or so it says");
            return Install(folders, file);
        }),
        (ProblemCodes.PackageUnreadable, "the package of a library", folders => Install(folders, Packages.Of(folders, ("lib/net10.0/a.dll", [1])))),
        (ProblemCodes.PackagePath, "a path that leads out of the folder", folders => Install(folders, Packages.Of(folders, ("plugin/../../a", [1])))),
        (ProblemCodes.PackageTooBig, "a little that unpacks to a lot", folders => Install(folders, Packages.Bomb(folders))),
        (ProblemCodes.InstallFailed, "no home", folders =>
            new PluginInstaller(folders.Options with { UserFolder = null }).Install(Packages.Of(folders, "Good")).Problems),
    ];

    static IEnumerable<PluginProblem> Install(PluginFolders folders, string package) => new PluginInstaller(folders.Options).Install(package).Problems;

    static string Good(PluginFolders folders) => PluginFolders.Copy("Good", folders.User);

    static void Cut(string path)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }

    static void Open(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
    }

    static void Lock(PluginFolders folders, string plugin)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(plugin).Select(path => Path.GetFileName(path)!);
        string entries = string.Join(", ", PluginLock.Hash(plugin, files).Select(file => $"\"{file.Key}\": \"{file.Value}\""));
        File.WriteAllText(Path.Combine(folders.User, PluginLock.FileName), $$"""{"version": 1, "plugins": {"good": { {{entries}} } } }""");
    }
}
