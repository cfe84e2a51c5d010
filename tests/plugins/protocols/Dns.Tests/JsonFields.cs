using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dns.Tests;

/// <summary>A writer of JSON, as exporters have one, that gives no byte more than it is asked for; no field may be given to it one by one.</summary>
sealed class JsonFields : IFactWriter, IBufferWriter<byte>
{
    readonly List<byte> _json = [];
    byte[] _space = [];

    public IBufferWriter<byte> Json => this;

    /// <summary>What the fact wrote, in the form of <see cref="NetWatch.Sdk.Testing.Protocols.FactText"/>.</summary>
    internal static string Of(Fact fact)
    {
        var fields = new JsonFields();
        fact.WriteTo(fields);
        string json = "{" + new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. fields._json]) + "}";
        json.ShouldNotContain('\n');
        using JsonDocument document = JsonDocument.Parse(json);
        var lines = new StringBuilder($"{fact.Protocol}/{fact.Kind}\n");
        Add(lines, "", document.RootElement);
        return lines.ToString();
    }

    public Span<byte> GetSpan(int sizeHint = 0) => _space = new byte[sizeHint];

    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

    public void Advance(int count)
    {
        _json.AddRange(_space.AsSpan(0, count));
        _space = [];
    }

    static void Add(StringBuilder lines, string prefix, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                string before = prefix.Length == 0 ? "" : prefix + ".";
                string[] names = [.. element.EnumerateObject().Select(field => field.Name)];
                names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Length);
                foreach (JsonProperty field in element.EnumerateObject()) Add(lines, before + field.Name, field.Value);
                break;
            case JsonValueKind.Array:
                for (int i = 0; i < element.GetArrayLength(); i++) Add(lines, string.Create(CultureInfo.InvariantCulture, $"{prefix}[{i}]"), element[i]);
                break;
            default:
                lines.Append(prefix).Append('=').Append(element.ValueKind == JsonValueKind.String ? Escape(element.GetString()!) : element.GetRawText()).Append('\n');
                break;
        }
    }

    static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '\\' => @"\\",
        >= ' ' and <= '~' => c.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{(int)c:X}}}"),
    }));

    public void Text(string name, string? value) => throw new NotSupportedException();

    public void Number(string name, long value) => throw new NotSupportedException();

    public void Number(string name, double value) => throw new NotSupportedException();

    public void Flag(string name, bool value) => throw new NotSupportedException();

    public void List(string name, IReadOnlyList<string> values) => throw new NotSupportedException();

    public void BeginObject(string name) => throw new NotSupportedException();

    public void EndObject() => throw new NotSupportedException();

    public void BeginArray(string name) => throw new NotSupportedException();

    public void EndArray() => throw new NotSupportedException();
}
