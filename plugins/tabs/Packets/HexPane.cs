using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Packets;

/// <summary>The bytes of a packet in hex and text, with those of the selected node marked.</summary>
sealed class HexPane
{
    /// <summary>Columns for sixteen bytes a row.</summary>
    internal const int FullWidth = 75;

    const string Digits = "0123456789abcdef";

    ListCursor _cursor;
    int _shownStart = -1;
    int _page = 1;
    int _rows;

    /// <summary>Draws the bytes; scrolls to the marked ones when they are others than before.</summary>
    internal void Draw(Surface surface, ReadOnlySpan<byte> bytes, int start, int length)
    {
        int perRow = surface.Width >= FullWidth ? 16 : 8;
        _rows = (bytes.Length + perRow - 1) / perRow;
        _page = surface.Height;
        if (start != _shownStart)
        {
            _shownStart = start;
            if (start >= 0) _cursor.Select(start / perRow);
        }

        _cursor.Fit(0, _rows, surface.Height);
        for (int y = 0; y < surface.Height && _cursor.Top + y < _rows; y++)
        {
            int offset = (int)(_cursor.Top + y) * perRow;
            ReadOnlySpan<byte> shown = bytes.Slice(offset, Math.Min(perRow, bytes.Length - offset));
            DrawRow(surface.Slice(1, y, surface.Width - 2, 1), shown, offset, perRow, start, length);
        }

        ScrollBar.Draw(surface.Slice(surface.Width - 1, 0, 1, surface.Height), _cursor.Top, _rows);
    }

    internal void Scroll(int rows) => _cursor.Scroll(rows);

    internal void Reset()
    {
        _shownStart = -1;
        _cursor.ScrollTo(0);
    }

    internal bool OnKey(in KeyPress key)
    {
        var cursor = new ListCursor();
        cursor.Select(_cursor.Top);
        if (!cursor.OnKey(key, 0, Math.Max(1, _rows - _page + 1), _page)) return false;
        _cursor.ScrollTo(cursor.Selected);
        return true;
    }

    static void DrawRow(Surface row, ReadOnlySpan<byte> bytes, int offset, int perRow, int start, int length)
    {
        for (int digit = 3; digit >= 0; digit--) row.Put(3 - digit, 0, Digits[(offset >> (4 * digit)) & 0xF], StyleRole.Muted);
        int text = 6 + 3 * perRow + (perRow > 8 ? 2 : 1);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            long at = (long)offset + i - start;
            bool isMarked = start >= 0 && at >= 0 && at < length;
            Style style = isMarked ? StyleRole.Selection : value == 0 ? StyleRole.Muted : StyleRole.Default;
            int x = 6 + 3 * i + (i >= 8 ? 1 : 0);
            row.Put(x, 0, Digits[value >> 4], style);
            row.Put(x + 1, 0, Digits[value & 0xF], style);
            // The mark goes through between two marked bytes, so that a range reads as one.
            if (isMarked && i + 1 < bytes.Length && at + 1 < length) row.Slice(x + 2, 0, i == 7 ? 2 : 1, 1).Fill(style);
            bool isText = value is >= 0x20 and < 0x7F;
            row.Put(text + i, 0, isText ? value : '·', isMarked ? style : isText ? StyleRole.Default : StyleRole.Muted);
        }
    }
}
