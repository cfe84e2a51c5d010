using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// Facts as stable lines <c>name=value</c>, for golden files and comparisons. A fact begins with <c>protocol/kind</c>; nested names are joined by
/// dots, members of arrays and lists carry their index, and characters outside printable ASCII are written as <c>\u{HEX}</c>.
/// </summary>
public sealed class FactText : IFactWriter
{
    readonly StringBuilder _text = new();
    readonly Stack<(string Prefix, int NextIndex)> _outer = new();
    string _prefix = "";
    int _nextIndex = -1;

    FactText() { }

    /// <summary>The lines of one fact, each ended by a line feed.</summary>
    public static string Of(Fact fact)
    {
        var writer = new FactText();
        writer._text.Append(fact.Protocol).Append('/').Append(fact.Kind).Append('\n');
        fact.WriteTo(writer);
        return writer._text.ToString();
    }

    /// <summary>The lines of several facts, in their order.</summary>
    public static string Of(IEnumerable<Fact> facts) => string.Concat(facts.Select(Of));

    /// <inheritdoc/>
    public void Text(string name, string? value)
    {
        if (value is not null) Line(name, Escape(value));
    }

    /// <inheritdoc/>
    public void Number(string name, long value) => Line(name, value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Number(string name, double value)
    {
        if (double.IsFinite(value)) Line(name, value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Flag(string name, bool value) => Line(name, value ? "true" : "false");

    /// <inheritdoc/>
    public void List(string name, IReadOnlyList<string> values)
    {
        for (int i = 0; i < values.Count; i++) Line(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), Escape(values[i]));
    }

    /// <inheritdoc/>
    public void BeginObject(string name)
    {
        // Inside an array the name is ignored and the index takes its place.
        string prefix = _nextIndex >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"{_prefix}[{_nextIndex++}].")
            : $"{_prefix}{name}.";
        Enter(prefix, -1);
    }

    /// <inheritdoc/>
    public void EndObject() => Leave();

    /// <inheritdoc/>
    public void BeginArray(string name) => Enter(_prefix + name, 0);

    /// <inheritdoc/>
    public void EndArray() => Leave();

    void Enter(string prefix, int nextIndex)
    {
        _outer.Push((_prefix, _nextIndex));
        (_prefix, _nextIndex) = (prefix, nextIndex);
    }

    void Leave()
    {
        if (!_outer.TryPop(out (string, int) outer)) throw new InvalidOperationException("The fact ends more objects or arrays than it began.");
        (_prefix, _nextIndex) = outer;
    }

    void Line(string name, string value) => _text.Append(_prefix).Append(name).Append('=').Append(value).Append('\n');

    static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char character in value)
        {
            if (character is >= ' ' and <= '~' and not '\\') text.Append(character);
            else if (character == '\\') text.Append(@"\\");
            else text.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)character:X}}}");
        }

        return text.ToString();
    }
}
