using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Quic.Tests;

/// <summary>Keeps a detail tree as indented lines, and holds every range to the bytes there are.</summary>
sealed class TreeLines(int length) : IDetailTree
{
    int _depth;

    internal List<string> Lines { get; } = [];

    public void Open(string text, int start, int count)
    {
        Add(text, start, count);
        _depth++;
    }

    public void Add(string text, int start, int count)
    {
        start.ShouldBeInRange(0, length);
        count.ShouldBeInRange(0, length - start);
        Lines.Add($"{new string(' ', _depth * 2)}{text} [{start}+{count}]");
    }

    public void Close() => _depth--;
}
