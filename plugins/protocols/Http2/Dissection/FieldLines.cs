using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>The lines of a field section as text, and what a body needs of them.</summary>
sealed class FieldLines : IFieldSink
{
    const int MaxLines = 500;
    const int MaxShown = 400;

    internal List<string> Lines { get; } = [];

    internal HttpFields Fields { get; } = new();

    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Fields.OnField(name, value);
        if (Lines.Count < MaxLines) Lines.Add($"{Text(name)}: {Text(value)}");
    }

    public void OnUnknownField()
    {
        Fields.OnUnknownField();
        if (Lines.Count < MaxLines) Lines.Add("A field that refers to what is not at hand");
    }

    /// <summary>The request or the status in a few words, or null for trailers.</summary>
    internal string? Title =>
        Fields.Method is not null ? $"{Fields.Method} {Fields.Path ?? Fields.Host}"
        : Fields.Status != 0 ? Fields.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    static string Text(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= MaxShown ? Encoding.Latin1.GetString(bytes) : string.Concat(Encoding.Latin1.GetString(bytes[..MaxShown]), "…");
}
