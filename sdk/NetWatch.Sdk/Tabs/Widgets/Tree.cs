using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// A detail tree with nodes that open and close. What the user opened or closed is remembered by the node's name, so that the same
/// layer is open in the next packet too. Kept by the tab. Screen's thread only; allocates on keys and on new nodes, never when drawn.
/// </summary>
public sealed class Tree
{
    // How many names are remembered; beyond that all are forgotten, which costs the user a key and nothing else.
    const int MaxRemembered = 256;

    readonly Dictionary<(int Depth, string Name), bool> _choices = [];
    ImmutableArray<DetailNode> _nodes = [];
    int[] _visible = [];
    bool[] _open = [];
    int _visibleCount;
    ListCursor _cursor;

    /// <summary>The nodes that are shown, depth first.</summary>
    public ImmutableArray<DetailNode> Nodes => _nodes;

    /// <summary>The selected node, or null when there is none.</summary>
    public DetailNode? Selected => _visibleCount == 0 ? null : _nodes[_visible[(int)Math.Min(_cursor.Selected, _visibleCount - 1)]];

    /// <summary>Takes other nodes and selects the first.</summary>
    public void Show(ImmutableArray<DetailNode> nodes)
    {
        _nodes = nodes.IsDefault ? [] : nodes;
        if (_visible.Length < _nodes.Length)
        {
            _visible = new int[_nodes.Length];
            _open = new bool[_nodes.Length];
        }

        Refresh();
        _cursor.Select(0);
    }

    /// <summary>
    /// Takes a key: those of a list, Right and <c>+</c> to open, Left and <c>-</c> to close (Left on a closed node goes to its parent
    /// and is left to the tab at the top), Enter to change.
    /// </summary>
    public bool OnKey(in KeyPress key, int page)
    {
        if (_visibleCount == 0) return false;
        if (_cursor.OnKey(key, 0, _visibleCount, page)) return true;
        int node = _visible[(int)_cursor.Selected];
        if (key.Key == Key.Enter) return Choose(node, !_open[node]);
        if (key.Key == Key.Right || key.Is('+')) return Choose(node, true);
        if (key.Key != Key.Left && !key.Is('-')) return false;
        if (HasChildren(node) && _open[node]) return Choose(node, false);
        // A closed layer has nothing further left: the key may lead out of the tree.
        if (_nodes[node].Depth == 0) return false;
        SelectParent(node);
        return true;
    }

    /// <summary>Selects the node in a row of the window and opens or closes it when it was already selected.</summary>
    public void Click(int row)
    {
        long position = _cursor.Top + row;
        if (row < 0 || position >= _visibleCount) return;
        if (position == _cursor.Selected) Choose(_visible[(int)position], !_open[_visible[(int)position]]);
        else _cursor.Select(position);
    }

    /// <summary>Scrolls the window.</summary>
    public void Scroll(int rows) => _cursor.Scroll(rows);

    /// <summary>Draws the nodes.</summary>
    /// <param name="surface">Where they go.</param>
    /// <param name="isFocused">Whether keys go to the tree: the selected row is marked strongly.</param>
    public void Draw(Surface surface, bool isFocused)
    {
        _cursor.Fit(0, _visibleCount, surface.Height);
        for (int y = 0; y < surface.Height && _cursor.Top + y < _visibleCount; y++)
        {
            int index = _visible[(int)_cursor.Top + y];
            DetailNode node = _nodes[index];
            int indent = 1 + Math.Min(2 * node.Depth, surface.Width / 2);
            if (HasChildren(index)) surface.Put(indent, y, _open[index] ? '▾' : '▸', StyleRole.Accent);
            Style style = node.Depth == 0 ? StyleRole.Heading : StyleRole.Default;
            surface.WriteField(indent + 2, y, surface.Width - indent - 2, node.Text ?? "", style);
            if (_cursor.Top + y != _cursor.Selected) continue;
            if (isFocused) surface.Restyle(y, StyleRole.Selection);
            else surface.Restyle(y, new Style(style.Role, TextAttributes.Underline));
        }

        ScrollBar.Draw(surface.Slice(surface.Width - 1, 0, 1, surface.Height), _cursor.Top, _visibleCount);
    }

    bool Choose(int node, bool open)
    {
        if (!HasChildren(node)) return true;
        if (_choices.Count >= MaxRemembered) _choices.Clear();
        _choices[NameOf(_nodes[node])] = open;
        Refresh();
        // Nodes with the same name elsewhere open and close along, also above this one.
        for (int i = 0; i < _visibleCount; i++)
        {
            if (_visible[i] == node) _cursor.Select(i);
        }

        return true;
    }

    void SelectParent(int node)
    {
        for (int position = (int)_cursor.Selected - 1; position >= 0; position--)
        {
            if (_nodes[_visible[position]].Depth >= _nodes[node].Depth) continue;
            _cursor.Select(position);
            return;
        }
    }

    void Refresh()
    {
        int topmost = _nodes.Length - 1;
        while (topmost > 0 && _nodes[topmost].Depth > 0) topmost--;
        _visibleCount = 0;
        int closedAt = int.MaxValue;
        for (int i = 0; i < _nodes.Length; i++)
        {
            _open[i] = HasChildren(i) && OpensAtFirst(i, topmost);
            if (_nodes[i].Depth > closedAt) continue;
            closedAt = _open[i] ? int.MaxValue : _nodes[i].Depth;
            _visible[_visibleCount++] = i;
        }
    }

    bool HasChildren(int node) => node + 1 < _nodes.Length && _nodes[node + 1].Depth > _nodes[node].Depth;

    // Until the user says otherwise the topmost protocol is open with its fields: it is what one looks at a packet for.
    bool OpensAtFirst(int node, int topmost) =>
        _choices.Count > 0 && _choices.TryGetValue(NameOf(_nodes[node]), out bool open) ? open : node >= topmost && _nodes[node].Depth <= 1;

    static (int Depth, string Name) NameOf(DetailNode node)
    {
        string text = node.Text ?? "";
        int end = text.AsSpan(0, Math.Min(text.Length, 48)).IndexOfAny(",:(=");
        return (node.Depth, text[..(end < 0 ? Math.Min(text.Length, 48) : end)]);
    }
}
