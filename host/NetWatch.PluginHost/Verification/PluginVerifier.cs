using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Verification;

/// <summary>
/// Verifies plugins without loading them. All problems of a plugin are found in one go. Never throws for what a folder holds.
/// </summary>
sealed class PluginVerifier(PluginHostOptions options)
{
    const long LargestAssembly = 256L << 20;
    const string RebuildHere = "Rebuild the plugin, or reinstall it.";
    SdkSurface? _sdk;

    public Plugin Verify(string folder, PluginOrigin origin, PluginLock? locked)
    {
        var problems = new List<PluginProblem>();
        ImmutableArray<ExtensionDeclaration> extensions = [];
        bool isFull = origin != PluginOrigin.Bundled || options.VerifyBundledFully;
        PluginManifest? manifest = ManifestReader.Read(folder, problems);
        try
        {
            if (manifest is not null) CheckVersion(manifest, problems);
            if (isFull) CheckFolder(folder, origin, manifest, locked, problems);
            if (manifest is not null) extensions = Inspect(Path.Combine(folder, manifest.Entry), isFull, problems);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(ProblemCodes.FolderUnreadable, $"{folder} can't be read: {error.Message}",
                "Make the folder and its files readable for the user that runs netwatch."));
        }

        return new Plugin
        {
            Id = manifest?.Id ?? PrintableText.Clean(Path.GetFileName(folder), Names.LongestPluginId),
            Folder = folder,
            Origin = origin,
            Manifest = manifest,
            Extensions = extensions,
            Problems = [.. problems],
            IsSkipped = options.SafeMode && origin != PluginOrigin.Bundled,
        };
    }

    static void CheckVersion(PluginManifest manifest, List<PluginProblem> problems)
    {
        if (ContractVersion.OfHost.Serves(manifest.Sdk)) return;
        bool isNewer = manifest.Sdk.Major > ContractVersion.OfHost.Major
            || (manifest.Sdk.Major == ContractVersion.OfHost.Major && manifest.Sdk.Minor > ContractVersion.OfHost.Minor);
        problems.Add(new(ProblemCodes.SdkVersion, $"Plugin {manifest.Id} {manifest.Version} was built for SDK {manifest.Sdk}; this host has {ContractVersion.OfHost}.",
            isNewer ? "Update NetWatch, or install an older version of the plugin." : "Install a version of the plugin that was built for this SDK."));
    }

    static void CheckFolder(string folder, PluginOrigin origin, PluginManifest? manifest, PluginLock? locked, List<PluginProblem> problems)
    {
        IReadOnlyList<string>? files = FolderCheck.ListFiles(folder);
        if (files is null)
        {
            problems.Add(new(ProblemCodes.FolderUnreadable, $"{folder} holds more files than any plugin has.", "Point to the folder of one plugin."));
            return;
        }

        FolderCheck.CheckShipped(folder, files, problems);
        if (origin != PluginOrigin.Bundled) FolderCheck.CheckWriters(folder, files, origin, problems);
        if (manifest is null) return;
        string deps = Path.ChangeExtension(manifest.Entry, ".deps.json");
        if (!files.Contains(deps, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(new(ProblemCodes.DepsFileMissing, $"There is no {deps} in {folder}, so the plugin's own dependencies can't be found.",
                "Copy the whole build output of the plugin, not only its assembly."));
        }

        if (origin == PluginOrigin.User) locked?.Check(manifest.Id, folder, files, problems);
    }

    ImmutableArray<ExtensionDeclaration> Inspect(string path, bool isFull, List<PluginProblem> problems)
    {
        if (!File.Exists(path))
        {
            problems.Add(new(ProblemCodes.EntryMissing, $"{path}, the entry assembly, does not exist.", RebuildHere));
            return [];
        }

        try
        {
            // The reader takes headers four bytes at a time.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096);
            if (file.Length > LargestAssembly) throw new InvalidDataException("It is bigger than 256 MiB.");
            using var image = new PEReader(file);
            if (!image.HasMetadata || !image.GetMetadataReader().IsAssembly) throw new InvalidDataException("It has no .NET metadata.");
            return Inspect(image.GetMetadataReader(), isFull, problems);
        }
        // Whatever a hostile image makes the metadata reader throw, it is not an assembly that could be loaded.
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException))
        {
            problems.Add(new(ProblemCodes.EntryNotManaged, $"{path} is not a .NET assembly that can be read: {error.Message}", RebuildHere));
            return [];
        }
    }

    ImmutableArray<ExtensionDeclaration> Inspect(MetadataReader reader, bool isFull, List<PluginProblem> problems)
    {
        if (SdkReferenceOf(reader) is not { } version)
        {
            problems.Add(new(ProblemCodes.SdkNotReferenced, "The entry assembly does not reference NetWatch.Sdk, so it can't be a plugin.",
                "Point the manifest at the assembly of the plugin itself: build it with the targets of the SDK."));
            return [];
        }

        Version own = typeof(IPluginContext).Assembly.GetName().Version!;
        if (version > own)
        {
            problems.Add(new(ProblemCodes.SdkVersion, $"The entry assembly references NetWatch.Sdk {version}; this host has {own}.",
                "Update NetWatch, or install an older version of the plugin."));
        }

        if (isFull) SdkComparison.Check(reader, _sdk ??= SdkSurface.Read(typeof(IPluginContext).Assembly.Location), problems);
        return new DeclarationReader(reader, problems).Read();
    }

    static Version? SdkReferenceOf(MetadataReader reader)
    {
        foreach (AssemblyReferenceHandle handle in reader.AssemblyReferences)
        {
            AssemblyReference reference = reader.GetAssemblyReference(handle);
            if (reader.StringComparer.Equals(reference.Name, MetadataNames.Sdk)) return reference.Version;
        }

        return null;
    }
}
