using System.Buffers;
using System.Text;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// Takes the fields of a fact. Names are lower case with underscores, and those that Suricata's EVE has are named as there. A
/// null text is left out. Text may hold anything that was on the wire; the writer escapes it.
/// </summary>
public interface IFactWriter
{
    /// <summary>
    /// Where a fact may write all of its fields as JSON itself, or null, as always but for writers of JSON, where it has to call the members
    /// below. A fact that asks and is given it writes <c>"name":value</c> for the same fields in the same order (RFC 8259, UTF-8), each name once,
    /// with commas between them and no line break, and calls no member. For facts of which there are very many; others need not ask.
    /// </summary>
    IBufferWriter<byte>? Json => null;

    /// <summary>A text; nothing is written for null.</summary>
    void Text(string name, string? value);

    /// <summary>A text that lies there as UTF-8; what is no UTF-8 in it is written as U+FFFD. Made a string unless the writer takes bytes.</summary>
    void Utf8(string name, ReadOnlySpan<byte> text) => Text(name, Encoding.UTF8.GetString(text));

    /// <summary>A whole number.</summary>
    void Number(string name, long value);

    /// <summary>A fraction; nothing is written for NaN or infinity.</summary>
    void Number(string name, double value);

    /// <summary>Yes or no.</summary>
    void Flag(string name, bool value);

    /// <summary>A list of texts; nothing is written for an empty list.</summary>
    void List(string name, IReadOnlyList<string> values);

    /// <summary>
    /// A list of texts that lie there as UTF-8, each with a line feed behind it, so for texts that have none; nothing is written for an empty
    /// list. Made strings unless the writer takes bytes.
    /// </summary>
    void Utf8List(string name, ReadOnlySpan<byte> lines) => List(name, TextLines.ToStrings(lines));

    /// <summary>Opens an object; ended by <see cref="EndObject"/>. Inside an array the name is ignored.</summary>
    void BeginObject(string name);

    /// <summary>Ends the innermost object.</summary>
    void EndObject();

    /// <summary>Opens an array of objects; ended by <see cref="EndArray"/>.</summary>
    void BeginArray(string name);

    /// <summary>Ends the innermost array.</summary>
    void EndArray();
}
