using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetWatch.Host.Configuration;

/// <summary>Sets one key in the text of a configuration and leaves the rest of it as people wrote it: comments, order, blanks.</summary>
static class ConfigurationEdit
{
    const string Indent = "  ";

    /// <summary>The text with the key set.</summary>
    /// <param name="json">A configuration that is in order, without a byte order mark.</param>
    /// <param name="setting">What is set.</param>
    /// <param name="value">Its value.</param>
    internal static byte[] Set(ReadOnlySpan<byte> json, Setting setting, string value)
    {
        string[] path = setting.Key.Split('.');
        var reader = new Utf8JsonReader(json, ConfigurationFile.Options);
        reader.Read();
        int level = 0;
        while (true)
        {
            ObjectSpan found = Walk(ref reader, path[level], out bool isThere);
            if (!isThere) return Insert(json, found, path.AsSpan(level), Literal(setting, value));
            // A section that is there is gone into; the last name stands for the value.
            if (level == path.Length - 1) return Splice(json, (int)reader.TokenStartIndex, EndOfValue(ref reader), Literal(setting, value));
            level++;
        }
    }

    static int EndOfValue(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return (int)reader.BytesConsumed;
    }

    // From the brace that opens an object: to the value of a name, or to the brace that closes it.
    static ObjectSpan Walk(ref Utf8JsonReader reader, string name, out bool isThere)
    {
        int open = (int)reader.TokenStartIndex, last = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isThere = reader.ValueTextEquals(name);
            reader.Read();
            if (isThere) return default;
            last = EndOfValue(ref reader);
        }

        isThere = false;
        return new ObjectSpan(open, last, (int)reader.TokenStartIndex);
    }

    static string Literal(Setting setting, string value) => setting.Kind == SettingKind.Flag
        ? value
        : $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    static byte[] Insert(ReadOnlySpan<byte> json, in ObjectSpan place, ReadOnlySpan<string> names, string literal)
    {
        bool isRoot = json[..place.Open].TrimStart(" \t\r\n"u8).IsEmpty && place.Last < 0;
        bool hasComma = place.Last < 0 || HasComma(json[place.Last..place.Close]);
        if (!isRoot && json[place.Open..place.Close].IndexOf((byte)'\n') < 0)
        {
            // On one line it stays.
            string text = Text(names, literal, null, "");
            return Splice(json, place.Close - TrailingBlanks(json, place), place.Close, hasComma ? $" {text} " : $", {text} ");
        }

        string line = json.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n", outer = IndentAt(json, place.Close);
        int end = place.Close - TrailingBlanks(json, place);
        byte[] added = Splice(json, end, place.Close, $"{line}{outer}{Indent}{Text(names, literal, line, outer + Indent)}{line}{outer}");
        return hasComma ? added : Splice(added, place.Last, place.Last, ",");
    }

    static string Text(ReadOnlySpan<string> names, string literal, string? line, string indent)
    {
        if (names.Length == 1) return $"\"{names[0]}\": {literal}";
        return line is null
            ? $"\"{names[0]}\": {{ {Text(names[1..], literal, null, "")} }}"
            : $"\"{names[0]}\": {{{line}{indent}{Indent}{Text(names[1..], literal, line, indent + Indent)}{line}{indent}}}";
    }

    static int TrailingBlanks(ReadOnlySpan<byte> json, in ObjectSpan place)
    {
        ReadOnlySpan<byte> inside = json[(place.Open + 1)..place.Close];
        return inside.Length - inside.TrimEnd(" \t\r\n"u8).Length;
    }

    // The blanks before the brace when it begins its line; else those of the line that it ends.
    static string IndentAt(ReadOnlySpan<byte> json, int at)
    {
        ReadOnlySpan<byte> line = json[(json[..at].LastIndexOf((byte)'\n') + 1)..at];
        return Encoding.UTF8.GetString(line[..(line.Length - line.TrimStart(" \t"u8).Length)]);
    }

    // Behind the last value: a comma that is in no comment.
    static bool HasComma(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (rest[0] == ',') return true;
            if (rest.StartsWith("//"u8)) rest = rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[end..] : [];
            else if (rest.StartsWith("/*"u8)) rest = rest[2..].IndexOf("*/"u8) is >= 0 and var close ? rest[(close + 4)..] : [];
            else rest = rest[1..];
        }

        return false;
    }

    static byte[] Splice(ReadOnlySpan<byte> json, int start, int end, string text) => [.. json[..start], .. Encoding.UTF8.GetBytes(text), .. json[end..]];

    /// <summary>An object: its braces, and the end of its last value, -1 when it has none.</summary>
    readonly record struct ObjectSpan(int Open, int Last, int Close);
}
