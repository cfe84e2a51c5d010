using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Packets;

/// <summary>Where the panes lie. A pane without room has no height.</summary>
readonly record struct Layout(Rect List, Rect Tree, Rect Hex)
{
    /// <summary>Divides the tab: all three panes where there is room, else the list and one of the others, else the list alone.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="isOpen">Whether a packet is selected, so that a small screen is divided.</param>
    /// <param name="prefersHex">Which pane stands below the list where there is room for one only.</param>
    internal static Layout Of(int width, int height, bool isOpen, bool prefersHex)
    {
        if (width >= 120 && height >= 30)
        {
            int top = height * 11 / 20, hex = HexPane.FullWidth + 2, tree = width - hex - 2;
            if (tree > 100) (tree, hex) = (width / 2, width - width / 2 - 2);
            return new Layout(new Rect(0, 0, width, top), new Rect(0, top, tree, height - top), new Rect(tree + 2, top, hex, height - top));
        }

        if (height >= 36)
        {
            int top = height / 2, tree = (height - top) / 2;
            return new Layout(new Rect(0, 0, width, top), new Rect(0, top, width, tree), new Rect(0, top + tree, width, height - top - tree));
        }

        if (!isOpen || height < 8) return new Layout(new Rect(0, 0, width, height), default, default);
        int list = Math.Max(4, height * 9 / 20);
        var below = new Rect(0, list, width, height - list);
        return new Layout(new Rect(0, 0, width, list), prefersHex ? default : below, prefersHex ? below : default);
    }

    internal Rect this[Pane pane] => pane switch { Pane.Tree => Tree, Pane.Hex => Hex, _ => List };

    internal bool Shows(Pane pane) => this[pane].Height > 0;
}
