using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Packets;

/// <summary>The selected packet as tree and bytes. Dissected once when it is selected, and kept when the ring overwrites it.</summary>
sealed class PacketView(IPacketHistory history)
{
    readonly Tree _tree = new();
    readonly HexPane _hex = new();
    PacketDetail? _detail;
    string? _app;
    long _number;
    int _generation;

    /// <summary>Whether the shown packet has left the ring.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Once a frame, before the panes are drawn.</summary>
    internal void Show(long number)
    {
        bool isHeld = history.TryGetRow(number, out PacketRow row);
        IsGone = number != 0 && !isHeld;
        bool isRelabelled = isHeld && !string.Equals(row.App, _app, StringComparison.Ordinal);
        if (number == _number && !isRelabelled && history.Generation == _generation) return;
        _generation = history.Generation;
        if (number != _number) _hex.Reset();
        (_number, _app) = (number, row.App);
        _detail = number == 0 ? null : history.Dissect(number);
        _tree.Show(_detail?.Nodes ?? []);
    }

    internal void DrawTree(Surface surface, bool isFocused)
    {
        if (_detail is null) DrawNothing(surface);
        else _tree.Draw(surface, isFocused);
    }

    internal void DrawHex(Surface surface)
    {
        if (_detail is not { } detail)
        {
            DrawNothing(surface);
            return;
        }

        DetailNode node = _tree.Selected ?? new DetailNode(0, "", -1, 0);
        _hex.Draw(surface, detail.Bytes.AsSpan(), node.Start, node.Length);
    }

    internal bool OnTreeKey(in KeyPress key, int page) => _tree.OnKey(key, page);

    internal bool OnHexKey(in KeyPress key) => _hex.OnKey(key);

    internal void ClickTree(int row) => _tree.Click(row);

    internal void Scroll(Pane pane, int rows)
    {
        if (pane == Pane.Hex) _hex.Scroll(rows);
        else _tree.Scroll(rows);
    }

    void DrawNothing(Surface surface)
    {
        string text = _number == 0
            ? "↑↓ or a click selects a packet"
            : "This packet is gone from the ring: newer ones have overwritten it. Space pauses the screen, a larger ring keeps more.";
        Paragraph.Draw(surface.Slice(1, 0, surface.Width - 2, surface.Height), text, StyleRole.Muted);
    }
}
