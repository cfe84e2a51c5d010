using System.Text.Json;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Manifests;

/// <summary>Takes fields out of a manifest and notes what is wrong with each, so that all of it is told at once.</summary>
readonly struct ManifestFields(JsonElement root, string path, ICollection<PluginProblem> problems)
{
    const int MostItems = 32;

    public string Path { get; } = path;

    public ICollection<PluginProblem> Problems { get; } = problems;

    /// <summary>A text that passes a check, or null with a problem noted.</summary>
    public string? Text(string field, Func<string, bool> isValid, string expected)
    {
        string? text = root.TryGetProperty(field, out JsonElement value) ? TextOf(value) : null;
        if (text is not null && isValid(text)) return text;
        Reject(field, text is null ? $"it must be {expected}" : $"“{text}” must be {expected}");
        return null;
    }

    /// <summary>A list of texts, or null with a problem noted.</summary>
    public IReadOnlyList<string>? Texts(string field, string expected)
    {
        if (root.TryGetProperty(field, out JsonElement list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MostItems)
        {
            var texts = new List<string>(list.GetArrayLength());
            foreach (JsonElement item in list.EnumerateArray())
            {
                if (TextOf(item) is { } text) texts.Add(text);
            }

            if (texts.Count == list.GetArrayLength()) return texts;
        }

        Reject(field, $"it must be {expected}");
        return null;
    }

    public void Reject(string field, string reason) => Problems.Add(new(ProblemCodes.ManifestField, $"In {Path}, field “{field}”: {reason}.",
        "Correct the property of that name in the plugin's project and rebuild it."));

    // GetString throws on escapes of lone surrogates, which are JSON but not text.
    static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
