using System.Text;

namespace NetWatch.Sdk.Tabs;

/// <summary>
/// A clipped window on the grid of cells of a frame. Coordinates are its own, from 0; what falls outside is cut. Control
/// characters and lone surrogates are drawn as <c>·</c>, so text from the wire can't reach the terminal. Allocates nothing.
/// </summary>
public readonly ref struct Surface
{
    readonly Span<Cell> _cells;
    readonly int _stride;
    readonly Rect _area;

    /// <summary>A window on a grid of <paramref name="stride"/> columns. The area is cut to the grid.</summary>
    public Surface(Span<Cell> cells, int stride, Rect area)
    {
        _cells = cells;
        _stride = Math.Max(0, stride);
        int rows = _stride == 0 ? 0 : cells.Length / _stride;
        int x = Math.Clamp(area.X, 0, _stride), y = Math.Clamp(area.Y, 0, rows);
        int right = (int)Math.Clamp((long)area.X + area.Width, x, _stride), bottom = (int)Math.Clamp((long)area.Y + area.Height, y, rows);
        _area = new Rect(x, y, right - x, bottom - y);
    }

    /// <summary>Columns.</summary>
    public int Width => _area.Width;

    /// <summary>Rows.</summary>
    public int Height => _area.Height;

    /// <summary>A part of this surface, cut to it.</summary>
    public Surface Slice(int x, int y, int width, int height)
    {
        int left = Math.Clamp(x, 0, Width), top = Math.Clamp(y, 0, Height);
        int right = (int)Math.Clamp((long)x + width, left, Width), bottom = (int)Math.Clamp((long)y + height, top, Height);
        return new Surface(_cells, _stride, new Rect(_area.X + left, _area.Y + top, right - left, bottom - top));
    }

    /// <summary>Writes text and returns the column after it. Wide characters that would be cut in half become a blank.</summary>
    public int Write(int x, int y, ReadOnlySpan<char> text, Style style = default)
    {
        if ((uint)y >= (uint)Height) return x;
        text = Cut(text, Width - x);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (x >= Width) break;
            x += Put(x, y, rune.Value, style);
        }

        return x;
    }

    /// <summary>Writes text into a field: cut with an ellipsis when too long, padded with blanks when too short.</summary>
    public void WriteField(int x, int y, int width, ReadOnlySpan<char> text, Style style = default, bool alignRight = false)
    {
        if (width <= 0) return;
        Surface field = Slice(x, y, width, 1);
        field.Fill(style);
        ReadOnlySpan<char> shown = Cut(text, width);
        int needed = CellWidth.Of(shown);
        if (needed <= width && shown.Length == text.Length)
        {
            field.Write(alignRight ? width - needed : 0, 0, text, style);
            return;
        }

        field.Slice(0, 0, width - 1, 1).Write(0, 0, shown, style);
        field.Put(width - 1, 0, '…', style);
    }

    // A name from the wire may have a million characters, or combine a thousand of them in one cell: only so many are looked at.
    static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int columns) => text[..(int)Math.Min(text.Length, 8L * Math.Max(0, columns) + 64)];

    /// <summary>Sets one character and returns how many columns it took: 0 when it is outside or takes no room.</summary>
    public int Put(int x, int y, int rune, Style style = default)
    {
        if ((uint)y >= (uint)Height || x >= Width) return 0;
        if (rune is < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFD or 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) rune = '·';
        int width = CellWidth.Of(rune);
        if (width == 0) return 0;
        if (x < 0)
        {
            // Of a wide character across the left edge only a half is inside, which can't be drawn.
            if (x + width > 0 && Width > 0) SetNarrow(Index(0, y), ' ', style);
            return width;
        }

        int at = Index(x, y);
        if (width == 1)
        {
            SetNarrow(at, rune, style);
            return 1;
        }

        if (x + 1 >= Width)
        {
            SetNarrow(at, ' ', style);
            return 1;
        }

        Detach(at);
        Detach(at + 1);
        _cells[at] = new Cell(rune, style.Role, style.Attributes, true);
        _cells[at + 1] = new Cell(0, style.Role, style.Attributes, false);
        return 2;
    }

    int Index(int x, int y) => (_area.Y + y) * _stride + _area.X + x;

    void SetNarrow(int at, int rune, Style style)
    {
        Detach(at);
        _cells[at] = new Cell(rune, style.Role, style.Attributes, false);
    }

    // Overwriting one half of a wide character would leave the other alone on the screen, also when it lies beyond the edge of
    // the window: it becomes a blank.
    void Detach(int at)
    {
        if (_cells[at].IsWide && (at + 1) % _stride != 0) _cells[at + 1] = _cells[at + 1] with { Rune = ' ' };
        else if (_cells[at].Rune == 0 && at % _stride != 0 && _cells[at - 1].IsWide) _cells[at - 1] = _cells[at - 1] with { Rune = ' ', IsWide = false };
    }

    /// <summary>Fills the whole surface with one character.</summary>
    public void Fill(Style style, int rune = ' ')
    {
        var cell = new Cell(CellWidth.Of(rune) == 1 ? rune : ' ', style.Role, style.Attributes, false);
        if (Width == 0) return;
        for (int y = 0; y < Height; y++)
        {
            Detach(Index(0, y));
            Detach(Index(Width - 1, y));
            _cells.Slice(Index(0, y), Width).Fill(cell);
        }
    }

    /// <summary>Changes how the cells of a row look and leaves their characters.</summary>
    public void Restyle(int y, Style style)
    {
        if ((uint)y >= (uint)Height) return;
        foreach (ref Cell cell in _cells.Slice((_area.Y + y) * _stride + _area.X, Width))
            cell = cell with { Role = style.Role, Attributes = style.Attributes };
    }

    /// <summary>The cell at a place, for tests and widgets; blank outside.</summary>
    public Cell this[int x, int y] =>
        (uint)x < (uint)Width && (uint)y < (uint)Height ? _cells[(_area.Y + y) * _stride + _area.X + x] : Cell.Blank;
}
