using System.Buffers;
using System.Text.Json;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Manifests;

/// <summary>Reads manifests. Whatever the bytes are, the answer is a manifest or a list of what is wrong with it.</summary>
public static class ManifestReader
{
    /// <summary>No honest manifest is bigger, and a bigger file is not even read.</summary>
    public const int LargestManifest = 64 * 1024;

    const string Rebuild = "Rebuild the plugin with the targets of the NetWatch SDK, which write this file; don't edit it by hand.";

    // Of Unix and Windows both: a plugin is the same file everywhere.
    static readonly SearchValues<char> PathCharacters = SearchValues.Create("/\\:*?\"<>|");

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads the manifest of a folder. Null when there is no usable one; then at least one problem was added.</summary>
    public static PluginManifest? Read(string folder, ICollection<PluginProblem> problems)
    {
        string path = Path.Combine(folder, PluginManifest.FileName);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length > LargestManifest) return TooBig(path, problems);
            byte[] bytes = new byte[LargestManifest + 1];
            // A pipe or a growing file has no length to trust, so what arrives is counted as well.
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > LargestManifest ? TooBig(path, problems) : Parse(bytes.AsMemory(0, length), path, problems);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(new(ProblemCodes.ManifestMissing, $"There is no {PluginManifest.FileName} in {folder}.",
                "Point to the folder that holds the plugin's assembly, for a build that is bin/Debug/net10.0, or reinstall the plugin."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problems.Add(new(ProblemCodes.FolderUnreadable, $"{path} can't be read: {error.Message}",
                "Make the folder and its files readable for the user that runs netwatch."));
        }

        return null;
    }

    /// <summary>Reads the bytes of a manifest. Null when it can't be used; then at least one problem was added.</summary>
    public static PluginManifest? Parse(ReadOnlyMemory<byte> json, string path, ICollection<PluginProblem> problems)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Parse(new ManifestFields(document.RootElement, path, problems));
            problems.Add(new(ProblemCodes.ManifestMalformed, $"{path} is not a JSON object.", Rebuild));
        }
        catch (JsonException error)
        {
            problems.Add(new(ProblemCodes.ManifestMalformed, $"{path} is not JSON: {error.Message}", Rebuild));
        }

        return null;
    }

    static PluginManifest? Parse(ManifestFields fields)
    {
        string? id = fields.Text("id", Names.IsPluginId, "1 to 64 lower-case letters and digits, parted by single hyphens or dots");
        string? name = fields.Text("name", text => IsLine(text, 1, 64), "1 to 64 printable characters");
        string? version = fields.Text("version", IsVersion, "a version such as 1.2.0 or 1.2.0-rc.1");
        ContractVersion floor = default;
        string? sdk = fields.Text("sdk", text => ContractVersion.TryParse(text, out floor), "a contract version such as 1.0");
        string? description = fields.Text("description", text => IsLine(text, 0, 400), "at most 400 printable characters");
        string? entry = ReadEntry(fields);
        PluginCapabilities? capabilities = ReadCapabilities(fields);
        if (id is null || name is null || version is null || sdk is null || description is null || entry is null || capabilities is null) return null;
        return new PluginManifest
        {
            Id = id, Name = name, Version = version, Sdk = floor, Description = description, Entry = entry, Capabilities = capabilities.Value,
        };
    }

    // The path is joined to the plugin's folder, so a separator or a drive could lead out of it.
    static string? ReadEntry(ManifestFields fields)
    {
        string? entry = fields.Text("entry", text => text.Length > 0, "the file name of the plugin's assembly");
        if (entry is null) return null;
        bool isFileName = entry.Length is > 4 and <= 128 && entry.AsSpan().IndexOfAny(PathCharacters) < 0 && PrintableText.IsClean(entry)
            && entry[0] is not ('.' or ' ') && entry.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        if (isFileName) return entry;
        fields.Problems.Add(new(ProblemCodes.EntryPath,
            $"{fields.Path} names “{entry}” as the entry assembly, which is not the plain name of a .dll in the plugin's folder.", Rebuild));
        return null;
    }

    static PluginCapabilities? ReadCapabilities(ManifestFields fields)
    {
        var capabilities = PluginCapabilities.None;
        IReadOnlyList<string>? names = fields.Texts("capabilities", "a list of capability names");
        if (names is null) return null;
        bool valid = true;
        foreach (string name in names)
        {
            PluginCapabilities known = Capability(name);
            if (known == PluginCapabilities.None)
            {
                valid = false;
                fields.Reject("capabilities", $"“{name}” is none of RawPackets, DecryptedPayload, Processes, Network");
            }

            capabilities |= known;
        }

        return valid ? capabilities : null;
    }

    // Enum.TryParse would also take numbers and lists.
    static PluginCapabilities Capability(string name) => name switch
    {
        nameof(PluginCapabilities.RawPackets) => PluginCapabilities.RawPackets,
        nameof(PluginCapabilities.DecryptedPayload) => PluginCapabilities.DecryptedPayload,
        nameof(PluginCapabilities.Processes) => PluginCapabilities.Processes,
        nameof(PluginCapabilities.Network) => PluginCapabilities.Network,
        _ => PluginCapabilities.None,
    };

    static PluginManifest? TooBig(string path, ICollection<PluginProblem> problems)
    {
        problems.Add(new(ProblemCodes.ManifestTooBig, $"{path} is bigger than {LargestManifest / 1024} KiB.", Rebuild));
        return null;
    }

    static bool IsLine(string text, int shortest, int longest) =>
        text.Length >= shortest && text.Length <= longest && PrintableText.IsClean(text);

    static bool IsVersion(string text)
    {
        if (text.Length is 0 or > 64 || !char.IsAsciiDigit(text[0])) return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '+')) return false;
        }

        return text.Contains('.', StringComparison.Ordinal);
    }
}
