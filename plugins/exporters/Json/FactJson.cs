using System.Text.Json;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Json;

/// <summary>Writes the fields of facts as JSON. Lone surrogates, which no JSON can carry, become U+FFFD.</summary>
sealed class FactJson(Utf8JsonWriter json) : IFactWriter
{
    // Which of the open brackets are square: the innermost is the lowest bit.
    ulong _arrays;

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
        if (name.Length == 0 || IsInArray) json.WriteStartObject();
        else json.WriteStartObject(name);
        _arrays <<= 1;
    }

    public void EndObject()
    {
        json.WriteEndObject();
        _arrays >>= 1;
    }

    // An element of an array has no name, whatever the fact calls it.
    bool IsInArray => (_arrays & 1) != 0;

    public void BeginArray(string name)
    {
        if (name.Length == 0 || IsInArray) json.WriteStartArray();
        else json.WriteStartArray(name);
        _arrays = _arrays << 1 | 1;
    }

    public void EndArray()
    {
        json.WriteEndArray();
        _arrays >>= 1;
    }
}
