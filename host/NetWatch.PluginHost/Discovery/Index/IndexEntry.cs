using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Manifests;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Discovery.Index;

/// <summary>A verified plugin in the index.</summary>
sealed class IndexEntry
{
    /// <summary>The identity of its manifest (<see cref="FileIdentity"/>).</summary>
    public required ulong ManifestIdentity { get; init; }

    /// <summary>The identity of its entry assembly.</summary>
    public required ulong AssemblyIdentity { get; init; }

    /// <summary>Whether its assembly has its folder to itself.</summary>
    public required bool IsAlone { get; init; }

    /// <summary>What the manifest says.</summary>
    public required PluginManifest Manifest { get; init; }

    /// <summary>What the assembly declares.</summary>
    public required ImmutableArray<ExtensionDeclaration> Extensions { get; init; }

    public void Write(IndexWriter writer)
    {
        writer.Identity(ManifestIdentity);
        writer.Identity(AssemblyIdentity);
        writer.Number(IsAlone ? 1 : 0);
        writer.Text(Manifest.Id);
        writer.Text(Manifest.Name);
        writer.Text(Manifest.Version);
        writer.Number(Manifest.Sdk.Major);
        writer.Number(Manifest.Sdk.Minor);
        writer.Text(Manifest.Description);
        writer.Text(Manifest.Entry);
        writer.Number((int)Manifest.Capabilities);
        writer.Number(Extensions.Length);
        foreach (ExtensionDeclaration extension in Extensions) DeclarationForm.Write(writer, extension);
    }

    public static IndexEntry Read(ref IndexReader reader)
    {
        ulong manifest = reader.Identity(), assembly = reader.Identity();
        bool isAlone = reader.Number() != 0;
        return new IndexEntry { ManifestIdentity = manifest, AssemblyIdentity = assembly, IsAlone = isAlone, Manifest = ReadManifest(ref reader), Extensions = ReadExtensions(ref reader) };
    }

    static PluginManifest ReadManifest(ref IndexReader reader) => new()
    {
        Id = reader.Text(),
        Name = reader.Text(),
        Version = reader.Text(),
        Sdk = new ContractVersion(reader.Number(), reader.Number()),
        Description = reader.Text(),
        Entry = reader.Text(),
        Capabilities = (PluginCapabilities)reader.Number(),
    };

    static ImmutableArray<ExtensionDeclaration> ReadExtensions(ref IndexReader reader)
    {
        var extensions = new ExtensionDeclaration[reader.Count()];
        for (int i = 0; i < extensions.Length; i++) extensions[i] = DeclarationForm.Read(ref reader);
        return ImmutableCollectionsMarshal.AsImmutableArray(extensions);
    }
}
