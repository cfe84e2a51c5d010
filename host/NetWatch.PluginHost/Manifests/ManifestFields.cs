using System.Text.Json;

namespace NetWatch.PluginHost.Manifests;

/// <summary>
/// The fields of a manifest as they stand in it. Read token by token: a document tree costs a start tens of methods to compile.
/// </summary>
sealed class ManifestFields
{
    const int MostCapabilities = 32;
    const int DeepestNesting = 8;
    readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The capabilities, or null when the field is missing or no list of texts.</summary>
    public IReadOnlyList<string>? Capabilities { get; private set; }

    /// <summary>A text field, or null when it is missing or something else.</summary>
    public string? Text(string field) => _texts.GetValueOrDefault(field);

    /// <summary>Reads the fields. Unknown ones are passed over, so that later builds may write more. Throws <see cref="JsonException"/>.</summary>
    public static ManifestFields Read(ReadOnlySpan<byte> json)
    {
        var fields = new ManifestFields();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("it is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = TextOf(ref reader) ?? throw new JsonException("a field name is not text.");
            // Two readers that take different ones of two values would see two different plugins.
            if (!seen.Add(name)) throw new JsonException($"field “{name}” stands twice.");
            reader.Read();
            fields.Take(name, ref reader);
        }

        // Whatever follows the object is an error; reading on finds it.
        while (reader.Read()) { }
        return fields;
    }

    void Take(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && TextOf(ref reader) is { } text) _texts[name] = text;
        else if (reader.TokenType == JsonTokenType.StartArray && name == "capabilities") Capabilities = ReadList(ref reader);
        else reader.Skip();
    }

    static List<string>? ReadList(ref Utf8JsonReader reader)
    {
        List<string>? items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? item = reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : null;
            reader.Skip();
            if (item is null || items?.Count == MostCapabilities) items = null;
            else items?.Add(item);
        }

        return items;
    }

    // GetString throws on escapes of lone surrogates, which are JSON but not text.
    static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
