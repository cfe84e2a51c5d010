using System.Text;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http.Tests;

/// <summary>Keeps a detail tree as indented lines with the bytes each node covers.</summary>
sealed class TreeLines(byte[] bytes) : IDetailTree
{
    int _depth;

    internal List<string> Lines { get; } = [];

    public void Open(string text, int start, int length)
    {
        Add(text, start, length);
        _depth++;
    }

    public void Add(string text, int start, int length)
    {
        start.ShouldBeInRange(0, bytes.Length);
        length.ShouldBeInRange(0, bytes.Length - start);
        Lines.Add($"{new string(' ', _depth * 2)}{text} [{Encoding.Latin1.GetString(bytes, start, length).Replace("\r\n", "|")}]");
    }

    public void Close() => _depth--;
}
