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
            return length > LargestManifest ? TooBig(path, problems) : Parse(bytes.AsSpan(0, length), path, problems);
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
    public static PluginManifest? Parse(ReadOnlySpan<byte> json, string path, ICollection<PluginProblem> problems)
    {
        try
        {
            return Check(ManifestFields.Read(json), path, problems);
        }
        catch (JsonException error)
        {
            problems.Add(new(ProblemCodes.ManifestMalformed, $"{path} is not a JSON object that can be read: {error.Message}", Rebuild));
            return null;
        }
    }

    static PluginManifest? Check(ManifestFields fields, string path, ICollection<PluginProblem> problems)
    {
        int before = problems.Count;
        ContractVersion floor = default;
        string Field(string name, Func<string, bool> isValid, string expected)
        {
            string? text = fields.Text(name);
            if (text is not null && isValid(text)) return text;
            Reject(path, name, text is null ? $"it must be {expected}" : $"“{text}” must be {expected}", problems);
            return "";
        }

        string id = Field("id", Names.IsPluginId, "1 to 64 lower-case letters and digits, parted by single hyphens or dots");
        string name = Field("name", text => IsLine(text, 1, 64), "1 to 64 printable characters");
        string version = Field("version", IsVersion, "a version such as 1.2.0 or 1.2.0-rc.1");
        Field("sdk", text => ContractVersion.TryParse(text, out floor), "a contract version such as 1.0");
        string description = Field("description", text => IsLine(text, 0, 400), "at most 400 printable characters");
        string entry = Field("entry", text => text.Length > 0, "the file name of the plugin's assembly");
        CheckEntry(entry, path, problems);
        PluginCapabilities capabilities = ReadCapabilities(fields, path, problems);
        if (problems.Count > before) return null;
        return new PluginManifest
        {
            Id = id, Name = name, Version = version, Sdk = floor, Description = description, Entry = entry, Capabilities = capabilities,
        };
    }

    // The name is joined to the plugin's folder, so a separator or a drive could lead out of it.
    static void CheckEntry(string entry, string path, ICollection<PluginProblem> problems)
    {
        bool isFileName = entry.Length is > 4 and <= 128 && entry.All(IsOfFileName) && PrintableText.IsClean(entry)
            && entry[0] is not ('.' or ' ') && entry.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        if (isFileName || entry.Length == 0) return;
        problems.Add(new(ProblemCodes.EntryPath,
            $"{path} names “{entry}” as the entry assembly, which is not the plain name of a .dll in the plugin's folder.", Rebuild));
    }

    // Of Unix and Windows both: a plugin is the same file everywhere.
    static bool IsOfFileName(char c) => c is not ('/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|');

    static PluginCapabilities ReadCapabilities(ManifestFields fields, string path, ICollection<PluginProblem> problems)
    {
        var capabilities = PluginCapabilities.None;
        if (fields.Capabilities is null) Reject(path, "capabilities", "it must be a list of at most 32 capability names", problems);
        foreach (string name in fields.Capabilities ?? [])
        {
            PluginCapabilities known = Capability(name);
            if (known == PluginCapabilities.None)
                Reject(path, "capabilities", $"“{name}” is none of RawPackets, DecryptedPayload, Processes, Network, Settings", problems);
            capabilities |= known;
        }

        return capabilities;
    }

    static void Reject(string path, string field, string reason, ICollection<PluginProblem> problems) => problems.Add(new(ProblemCodes.ManifestField,
        $"In {path}, field “{field}”: {reason}.", "Correct the property of that name in the plugin's project and rebuild it."));

    // Enum.TryParse would also take numbers and lists.
    static PluginCapabilities Capability(string name) => name switch
    {
        nameof(PluginCapabilities.RawPackets) => PluginCapabilities.RawPackets,
        nameof(PluginCapabilities.DecryptedPayload) => PluginCapabilities.DecryptedPayload,
        nameof(PluginCapabilities.Processes) => PluginCapabilities.Processes,
        nameof(PluginCapabilities.Network) => PluginCapabilities.Network,
        nameof(PluginCapabilities.Settings) => PluginCapabilities.Settings,
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
