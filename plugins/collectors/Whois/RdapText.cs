using System.Text.Json;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Whois;

/// <summary>An RDAP object of an address as lines (RFC 9083 §5.4, RFC 7095 for contacts). What is missing or of another kind is left out.</summary>
static class RdapText
{
    const int Deepest = 32, MostLines = 200;

    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static List<ReportLine> Lines(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
        JsonElement root = document.RootElement;
        var lines = new List<ReportLine>();
        if (root.ValueKind != JsonValueKind.Object) return [new(null, "The answer is no RDAP object.", StyleRole.Warning)];
        Add(lines, "network", $"{Text(root, "startAddress")} – {Text(root, "endAddress")}".Trim(' ', '–'));
        Add(lines, "name", Text(root, "name"));
        Add(lines, "handle", Text(root, "handle"));
        Add(lines, "kind", Text(root, "type"));
        Add(lines, "country", Text(root, "country"));
        foreach (JsonElement each in List(root, "events")) Add(lines, Text(each, "eventAction"), Text(each, "eventDate"));
        foreach (JsonElement entity in List(root, "entities")) AddEntity(lines, entity, 0);
        foreach (JsonElement remark in List(root, "remarks"))
        {
            foreach (JsonElement line in List(remark, "description"))
            {
                if (line.ValueKind == JsonValueKind.String) Add(lines, "remark", line.GetString() ?? "");
            }
        }

        return lines.Count > 0 ? lines : [new(null, "The registry knows nothing of it.", StyleRole.Warning)];
    }

    static void AddEntity(List<ReportLine> lines, JsonElement entity, int depth)
    {
        string roles = string.Join(", ", List(entity, "roles").Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()));
        string label = roles.Length == 0 ? "contact" : roles;
        // A jCard: the word vcard, and properties of name, parameters, type and value.
        foreach (JsonElement part in List(entity, "vcardArray"))
        {
            if (part.ValueKind != JsonValueKind.Array) continue;
            foreach (JsonElement property in part.EnumerateArray())
            {
                if (property.ValueKind != JsonValueKind.Array || property.GetArrayLength() < 4 || property[3].ValueKind != JsonValueKind.String) continue;
                string name = property[0].ValueKind == JsonValueKind.String ? property[0].GetString() ?? "" : "";
                if (name is "fn" or "email" or "tel" or "org") Add(lines, label, property[3].GetString() ?? "");
            }
        }

        if (depth >= 2) return;
        foreach (JsonElement inner in List(entity, "entities")) AddEntity(lines, inner, depth + 1);
    }

    static void Add(List<ReportLine> lines, string name, string text)
    {
        if (text.Length > 0 && lines.Count < MostLines) lines.Add(new ReportLine(name.Length > 24 ? name[..24] : name, text.Length > 500 ? text[..500] : text));
    }

    static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
