using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.WebSocket.Tests;

/// <summary>A detail tree as indented lines.</summary>
sealed class TreeLines : IDetailTree
{
    readonly List<string> _lines = [];
    int _depth;

    internal IReadOnlyList<string> Lines => _lines;

    public void Open(string text, int start, int length)
    {
        Add(text, start, length);
        _depth++;
    }

    public void Add(string text, int start, int length) => _lines.Add(new string(' ', _depth * 2) + text);

    public void Close() => _depth--;
}
