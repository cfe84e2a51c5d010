using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Cells;

/// <summary>The cells of one frame, row by row.</summary>
public sealed class CellGrid
{
    Cell[] _cells = [];

    /// <summary>Columns.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>All cells.</summary>
    public Span<Cell> Cells => _cells.AsSpan(0, Width * Height);

    /// <summary>The whole grid to draw on.</summary>
    public Surface Surface => new(Cells, Width, new Rect(0, 0, Width, Height));

    /// <summary>One row.</summary>
    public Span<Cell> Row(int y) => _cells.AsSpan(y * Width, Width);

    /// <summary>Sets the size and blanks the grid. Allocates only when it grows.</summary>
    public void Reset(int width, int height)
    {
        Width = Math.Max(0, width);
        Height = Math.Max(0, height);
        if (_cells.Length < Width * Height) _cells = new Cell[Width * Height];
        Cells.Fill(Cell.Blank);
    }

    /// <summary>
    /// Makes every wide character whole: a left half without its right half, or the reverse (both appear where surfaces that know
    /// nothing of each other meet in the middle of one), becomes a blank, so that a terminal can show exactly these cells.
    /// </summary>
    public void MendHalves()
    {
        for (int y = 0; y < Height; y++)
        {
            Span<Cell> row = Row(y);
            bool rightHalf = false;
            for (int x = 0; x < row.Length; x++)
            {
                ref Cell cell = ref row[x];
                if (rightHalf)
                {
                    rightHalf = false;
                    cell = new Cell(0, row[x - 1].Role, row[x - 1].Attributes, false);
                }
                else if (cell.IsWide)
                {
                    rightHalf = x + 1 < row.Length && row[x + 1].Rune == 0;
                    if (!rightHalf) cell = new Cell(' ', cell.Role, cell.Attributes, false);
                }
                else if (cell.Rune == 0)
                {
                    cell = new Cell(' ', cell.Role, cell.Attributes, false);
                }
            }
        }
    }
}
