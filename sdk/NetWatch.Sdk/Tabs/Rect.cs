namespace NetWatch.Sdk.Tabs;

/// <summary>A rectangle of cells.</summary>
/// <param name="X">Left column, from 0.</param>
/// <param name="Y">Top row, from 0.</param>
/// <param name="Width">Columns, at least 0.</param>
/// <param name="Height">Rows, at least 0.</param>
public readonly record struct Rect(int X, int Y, int Width, int Height)
{
    /// <summary>Whether a cell lies inside.</summary>
    public bool Contains(int x, int y) => x >= X && x < X + Width && y >= Y && y < Y + Height;
}
