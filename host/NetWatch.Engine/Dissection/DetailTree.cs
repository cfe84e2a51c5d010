using System.Collections.Immutable;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Dissection;

/// <summary>Collects the nodes of a detail tree, cleans their text and turns their ranges into places in the frame.</summary>
public sealed class DetailTree(int frameLength) : IDetailTree
{
    const int MaxNodes = 4096;
    const int MaxText = 512;

    readonly ImmutableArray<DetailNode>.Builder _nodes = ImmutableArray.CreateBuilder<DetailNode>();
    int _depth;
    int _from;
    int _to;

    /// <summary>From here on, a range that begins at <paramref name="from"/> lies at <paramref name="to"/> in the frame; -1 when it lies in no frame.</summary>
    public void Map(int from, int to) => (_from, _to) = (from, to);

    /// <inheritdoc/>
    public void Open(string text, int start, int length)
    {
        Add(text, start, length);
        _depth = Math.Min(_depth + 1, 64);
    }

    /// <inheritdoc/>
    public void Add(string text, int start, int length)
    {
        if (_nodes.Count >= MaxNodes) return;
        if (_nodes.Count == MaxNodes - 1) (text, start, length) = ("… more than 4,096 nodes", 0, 0);
        (int at, int count) = Place(start, length);
        _nodes.Add(new DetailNode(_depth, Clean(text), at, count));
    }

    (int Start, int Length) Place(int start, int length)
    {
        if (_to < 0 || length <= 0) return (-1, 0);
        long first = (long)start - _from + _to, last = first + length;
        long from = Math.Max(first, _to), to = Math.Min(last, frameLength);
        return from >= to ? (-1, 0) : ((int)from, (int)(to - from));
    }

    static string Clean(string text)
    {
        if (text.Length > MaxText) text = string.Concat(text.AsSpan(0, MaxText), "…");
        foreach (char c in text)
        {
            if (char.IsControl(c)) return string.Create(text.Length, text, (span, source) =>
            {
                for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? '·' : source[i];
            });
        }

        return text;
    }

    /// <inheritdoc/>
    public void Close() => _depth = Math.Max(0, _depth - 1);

    /// <summary>Goes back to the top, whatever a dissector has left open.</summary>
    public void CloseAll() => _depth = 0;

    /// <summary>The nodes so far.</summary>
    public ImmutableArray<DetailNode> Nodes() => _nodes.ToImmutable();
}
