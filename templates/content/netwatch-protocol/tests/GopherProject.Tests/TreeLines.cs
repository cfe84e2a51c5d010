using NetWatch.Sdk.Protocols;

namespace GopherSpace.Tests;

/// <summary>Keeps a detail tree as indented lines with the range of each node.</summary>
sealed class TreeLines : IDetailTree
{
    int _depth;

    internal List<string> Lines { get; } = [];

    /// <summary>The end of the last byte that any node names.</summary>
    internal int End { get; set; }

    public void Open(string text, int start, int length)
    {
        Add(text, start, length);
        _depth++;
    }

    public void Add(string text, int start, int length)
    {
        Lines.Add($"{new string(' ', _depth * 2)}{text} [{start}+{length}]");
        End = Math.Max(End, start + length);
    }

    public void Close() => _depth--;
}
