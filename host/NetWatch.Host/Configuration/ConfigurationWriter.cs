using System.Text;

namespace NetWatch.Host.Configuration;

/// <summary>Writes settings into a configuration file: whole, or not at all.</summary>
static class ConfigurationWriter
{
    const string Empty = "{\n}\n";

    /// <summary>Sets keys in a file, which is made when it is not there.</summary>
    /// <exception cref="ConfigurationException">It can't be read, is not in order, or can't be written; then it is as it was. The message says why.</exception>
    internal static void Save(string path, IReadOnlyDictionary<string, string> changes, ConfigurationSchema schema)
    {
        // A link leads to the file that is meant; to put a file in its place would cut it off.
        string target = Resolve(path);
        byte[] json = File.Exists(target) ? ConfigurationFile.ReadBytes(target) : Encoding.UTF8.GetBytes(Empty);
        ReadOnlySpan<byte> mark = json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : [];
        byte[] text = json[mark.Length..];
        // Nobody's mistake is written over.
        ConfigurationFile.Parse(path, text, schema);
        foreach ((string key, string value) in changes.OrderBy(static each => each.Key, StringComparer.Ordinal)) text = ConfigurationEdit.Set(text, schema.Find(key)!, value);
        Check(path, text, changes, schema);
        byte[] whole = [.. mark, .. text];
        if (whole.Length > ConfigurationFile.MostBytes) throw new ConfigurationException($"{path}: it would be larger than 1 MiB; nothing was written.");
        Write(path, target, whole);
    }

    static void Check(string path, byte[] text, IReadOnlyDictionary<string, string> changes, ConfigurationSchema schema)
    {
        Dictionary<string, string?> written = ConfigurationFile.Parse(path, text, schema);
        foreach ((string key, string value) in changes)
        {
            if (written.GetValueOrDefault(key) != value) throw new ConfigurationException($"{path}: '{key}' can't be set in it as it is written; set it by hand. Nothing was written.");
        }
    }

    static string Resolve(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, error);
        }
    }

    // Beside its place and then moved there: whoever reads meanwhile sees the one before or this one.
    static void Write(string path, string target, byte[] bytes)
    {
        string beside = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows() && File.Exists(target)) options.UnixCreateMode = File.GetUnixFileMode(target);
            using (var file = new FileStream(beside, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(beside);
            throw Refusal(path, error);
        }
    }

    static ConfigurationException Refusal(string path, Exception error) => new($"{path}: can't be written: {error.Message.TrimEnd('.')}. Nothing was saved.");

    static void Remove(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever may not create it may not remove it either.
        }
    }
}
