using System.Globalization;
using System.Text;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>The lines of a field section as text, for screens. Allocates; not for the packet path.</summary>
public sealed class HttpFieldLines : IFieldSink
{
    const int MaxLines = 500;
    const int MaxShown = 400;

    readonly List<string> _lines = [];

    /// <summary>The lines, as <c>name: value</c>; long values are cut, and what cannot be known is said to be.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The fields that have a meaning of their own.</summary>
    public HttpFields Fields { get; } = new();

    /// <summary>The request or the status in a few words, or null for trailers.</summary>
    public string? Title =>
        Fields.Method is not null ? $"{Fields.Method} {Fields.Path ?? Fields.Host}"
        : Fields.Status != 0 ? Fields.Status.ToString(CultureInfo.InvariantCulture)
        : null;

    /// <inheritdoc/>
    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Fields.OnField(name, value);
        AddLine($"{Text(name)}: {Text(value)}");
    }

    /// <inheritdoc/>
    public void OnUnknownField()
    {
        Fields.OnUnknownField();
        AddLine("A field that refers to what is not at hand");
    }

    /// <summary>Adds a remark of the reader.</summary>
    public void AddLine(string line)
    {
        if (_lines.Count < MaxLines) _lines.Add(line);
    }

    static string Text(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= MaxShown ? Encoding.Latin1.GetString(bytes) : string.Concat(Encoding.Latin1.GetString(bytes[..MaxShown]), "…");
}
