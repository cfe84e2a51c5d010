using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Connections;

/// <summary>Turns facts into lines. Values come from the wire, so their number, depth and length are bounded here.</summary>
sealed class FactLines(List<DetailLine> lines) : IFactWriter
{
    const int MaxLines = 2_000;
    const int MaxDepth = 12;
    const int MaxValue = 2_048;

    int _depth;

    /// <summary>Writes all fields of a fact under a heading.</summary>
    internal void Write(Fact fact)
    {
        _depth = 0;
        Add($"{fact.Protocol} {fact.Kind}", null, StyleRole.Heading);
        _depth = 1;
        fact.WriteTo(this);
    }

    /// <summary>Writes all fields of a process under a heading.</summary>
    internal void Write(string heading, SocketOwner owner)
    {
        _depth = 0;
        Add(heading, null, StyleRole.Heading);
        _depth = 1;
        ProcessFields.Write(owner, this);
    }

    public void Text(string name, string? value)
    {
        if (value is not null) Add(name, value);
    }

    public void Number(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void Number(string name, double value)
    {
        if (double.IsFinite(value)) Add(name, value.ToString("0.###", CultureInfo.InvariantCulture));
    }

    public void Flag(string name, bool value) => Add(name, value ? "yes" : "no");

    public void List(string name, IReadOnlyList<string> values)
    {
        for (int i = 0; i < values.Count && lines.Count < MaxLines; i++) Add(i == 0 ? name : "", values[i]);
    }

    public void BeginObject(string name)
    {
        Add(name.Length == 0 ? "–" : name, null);
        _depth++;
    }

    public void EndObject() => _depth = Math.Max(1, _depth - 1);

    public void BeginArray(string name)
    {
        Add(name, null);
        _depth++;
    }

    public void EndArray() => _depth = Math.Max(1, _depth - 1);

    void Add(string name, string? value, StyleRole role = StyleRole.Default)
    {
        if (lines.Count >= MaxLines) return;
        if (value is not null && value.Length > MaxValue) value = value[..MaxValue] + "…";
        lines.Add(new DetailLine(Math.Min(_depth, MaxDepth), name.Length > 64 ? name[..64] : name, value, role));
    }
}
