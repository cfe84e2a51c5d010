using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetWatch.Host.Configuration;

/// <summary>
/// Reads a configuration file strictly: a key that nobody knows is an error and not a setting without effect. Comments and commas after
/// the last element are allowed, since people write it.
/// </summary>
static class ConfigurationFile
{
    internal const int MostBytes = 1 << 20;
    const int Deepest = 8;
    internal const int LongestValue = 4096;

    internal static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Deepest };

    /// <summary>The settings of a file by key, sections parted by dots.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, is not JSON, or has a key or a value that may not be there.</exception>
    internal static Dictionary<string, string?> Read(string path, ConfigurationSchema schema) => Parse(path, ReadBytes(path), schema);

    /// <summary>The same of bytes.</summary>
    internal static Dictionary<string, string?> Parse(string path, ReadOnlySpan<byte> json, ConfigurationSchema schema)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[3..];
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Error(path, json, reader, "it must be one object in braces");
            ReadSection(path, json, ref reader, "", schema, found);
            if (reader.Read()) throw Error(path, json, reader, "something follows the closing brace");
            return found;
        }
        catch (JsonException error)
        {
            long line = (error.LineNumber ?? 0) + 1;
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: it is not JSON here. Correct the line, or begin anew from docs/configuration.md."));
        }
        catch (InvalidOperationException)
        {
            // Text that is no UTF-8.
            throw Error(path, json, reader, "a text here is not UTF-8");
        }
    }

    static void ReadSection(string path, ReadOnlySpan<byte> json, ref Utf8JsonReader reader, string section, ConfigurationSchema schema, Dictionary<string, string?> found)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString() ?? "", key = section.Length == 0 ? name : $"{section}.{name}";
            bool isSection = schema.HasSection(key);
            if (name.Contains('.', StringComparison.Ordinal) || (!isSection && schema.Find(key) is null))
                throw Error(path, json, reader, $"there is no key '{Short(name)}'{(section.Length == 0 ? "" : $" in '{section}'")}. Known here: {schema.NamesIn(section)}");
            Utf8JsonReader at = reader;
            reader.Read();
            if (isSection)
            {
                if (reader.TokenType != JsonTokenType.StartObject) throw Error(path, json, at, $"'{key}' must be an object in braces");
                ReadSection(path, json, ref reader, key, schema, found);
            }
            else if (!found.TryAdd(key, Value(path, json, ref reader, schema.Find(key)!)))
            {
                throw Error(path, json, at, $"'{key}' is set twice");
            }
        }
    }

    static string? Value(string path, ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Setting setting)
    {
        string? value = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Null => null,
            _ => throw Error(path, json, reader, $"'{setting.Key}' must be one value"),
        };
        if (value?.Length > LongestValue) throw Error(path, json, reader, $"'{setting.Key}' is longer than {LongestValue} characters");
        if (setting.Fault(value) is { } fault) throw Error(path, json, reader, $"'{setting.Key}' {fault}");
        return value;
    }

    static ConfigurationException Error(string path, ReadOnlySpan<byte> json, in Utf8JsonReader reader, string what)
    {
        int line = 1 + json[..(int)Math.Min(reader.TokenStartIndex, json.Length)].Count((byte)'\n');
        return new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: {what}."));
    }

    static string Short(string text) => Setting.Short(text);

    /// <summary>The bytes of a file, at most 1 MiB.</summary>
    /// <exception cref="ConfigurationException">It can't be read.</exception>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes) throw new ConfigurationException($"{path}: a configuration of more than 1 MiB is not read.");
            return bytes[..length];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException($"{path}: can't be read: {error.Message}");
        }
    }
}
