using System.Text;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Keeps a detail tree as lines, two spaces deeper for each level, for tests of dissectors.</summary>
public sealed class TreeText : IDetailTree
{
    readonly List<string> _lines = [];
    int _depth;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The tree of a packet: its lines.</summary>
    /// <param name="dissector">The dissector.</param>
    /// <param name="input">The packet.</param>
    public static IReadOnlyList<string> Of(IDissector dissector, in DissectionInput input)
    {
        var tree = new TreeText();
        dissector.Dissect(input, tree);
        return tree.Lines;
    }

    /// <inheritdoc/>
    public void Open(string text, int start, int length)
    {
        Add(text, start, length);
        _depth++;
    }

    /// <inheritdoc/>
    public void Add(string text, int start, int length) => _lines.Add(new StringBuilder().Append(' ', _depth * 2).Append(text).ToString());

    /// <inheritdoc/>
    public void Close() => _depth = Math.Max(0, _depth - 1);
}
