using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Verification;

/// <summary>
/// The hashes of what was installed in the per-user folder: <c>{"version": 1, "plugins": {"id": {"file": "sha-256 in hex"}}}</c>.
/// </summary>
public sealed class PluginLock
{
    /// <summary>Name of the lock file in the per-user folder.</summary>
    public const string FileName = "plugins.lock.json";

    const int LargestFile = 4 << 20;
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    readonly string _path;
    readonly Dictionary<string, Dictionary<string, string>> _plugins = new(StringComparer.Ordinal);
    readonly string? _fault;

    PluginLock(string path, string? fault)
    {
        _path = path;
        _fault = fault;
    }

    /// <summary>Reads the lock file of a folder; null when there is none. A broken one locks every plugin out.</summary>
    public static PluginLock? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            if (new FileInfo(path).Length > LargestFile) return new PluginLock(path, "it is bigger than 4 MiB");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
            var locked = new PluginLock(path, null);
            return locked.Fill(document.RootElement) ? locked : new PluginLock(path, "it is not of the form that this version writes");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return new PluginLock(path, error.Message);
        }
    }

    /// <summary>A lock of no plugins, for a folder that has none yet.</summary>
    internal static PluginLock Empty(string folder) => new(Path.Combine(folder, FileName), null);

    /// <summary>Why the lock can't be used, or null.</summary>
    internal PluginProblem? Fault => _fault is null ? null : new(ProblemCodes.LockFileMalformed, $"{_path} can't be used: {_fault}.",
        "Restore it from a backup, or delete it and install the plugins of this folder again.");

    /// <summary>Whether a plugin is in the lock.</summary>
    internal bool Names(string id) => _plugins.ContainsKey(id);

    /// <summary>Takes a plugin into the lock, in the place of what stood there for its id.</summary>
    internal void Set(string id, IReadOnlyDictionary<string, string> hashes) => _plugins[id] = new(hashes, StringComparer.Ordinal);

    /// <summary>Takes a plugin out of the lock.</summary>
    internal void Remove(string id) => _plugins.Remove(id);

    /// <summary>Writes the lock file: a reader sees the old one or the new one, never a part.</summary>
    internal void Save()
    {
        string draft = _path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        using (var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true })) Write(writer);
        File.Move(draft, _path, overwrite: true);
    }

    /// <summary>The lock entry of a folder: path and SHA-256 of each file.</summary>
    public static IReadOnlyDictionary<string, string> Hash(string folder, IEnumerable<string> files)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, file));
            hashes[file] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        return hashes;
    }

    /// <summary>Checks every file of a plugin against the lock.</summary>
    internal void Check(string id, string folder, IReadOnlyList<string> files, ICollection<PluginProblem> problems)
    {
        if (Fault is { } fault)
        {
            problems.Add(fault);
            return;
        }

        if (!_plugins.TryGetValue(id, out Dictionary<string, string>? locked))
        {
            Reject(id, "it is not listed there", problems);
            return;
        }

        IReadOnlyDictionary<string, string> actual = Hash(folder, files);
        foreach ((string file, string hash) in actual)
        {
            if (!locked.TryGetValue(file, out string? expected)) Reject(id, $"{file} was added", problems);
            else if (!expected.Equals(hash, StringComparison.OrdinalIgnoreCase)) Reject(id, $"{file} was changed", problems);
        }

        foreach (string file in locked.Keys)
        {
            if (!actual.ContainsKey(file)) Reject(id, $"{file} is gone", problems);
        }
    }

    void Reject(string id, string how, ICollection<PluginProblem> problems) => problems.Add(new(ProblemCodes.HashMismatch,
        string.Create(CultureInfo.InvariantCulture, $"Plugin {id} is not what {_path} has on record: {how}."),
        "Install the plugin again from where you got it. If you did not change it yourself, find out who did."));

    void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteStartObject("plugins");
        foreach ((string id, Dictionary<string, string> files) in _plugins.OrderBy(plugin => plugin.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(id);
            foreach ((string file, string hash) in files.OrderBy(each => each.Key, StringComparer.Ordinal)) writer.WriteString(file, hash);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    bool Fill(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out JsonElement version)
            || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != 1
            || !root.TryGetProperty("plugins", out JsonElement plugins) || plugins.ValueKind != JsonValueKind.Object) return false;
        foreach (JsonProperty plugin in plugins.EnumerateObject())
        {
            if (plugin.Value.ValueKind != JsonValueKind.Object) return false;
            var files = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (JsonProperty file in plugin.Value.EnumerateObject())
            {
                if (file.Value.ValueKind != JsonValueKind.String) return false;
                files[file.Name] = file.Value.GetString()!;
            }

            _plugins[plugin.Name] = files;
        }

        return true;
    }
}
