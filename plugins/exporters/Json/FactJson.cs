using System.Text.Json;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Json;

/// <summary>Writes the fields of facts as JSON. Lone surrogates, which no JSON can carry, become U+FFFD.</summary>
sealed class FactJson(Utf8JsonWriter json) : IFactWriter
{
    public void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public void Number(string name, long value) => json.WriteNumber(name, value);

    public void Number(string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
    }

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void List(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public void BeginObject(string name)
    {
        if (name.Length == 0) json.WriteStartObject();
        else json.WriteStartObject(name);
    }

    public void EndObject() => json.WriteEndObject();

    public void BeginArray(string name)
    {
        if (name.Length == 0) json.WriteStartArray();
        else json.WriteStartArray(name);
    }

    public void EndArray() => json.WriteEndArray();
}
