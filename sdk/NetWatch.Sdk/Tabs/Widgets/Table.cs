namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// Columns that come and go with the width: a wide screen shows more columns instead of wider gaps. One instance is kept by the
/// tab; <see cref="Arrange"/> once a frame, then <see cref="DrawHeader"/> and <see cref="Cell"/> for each visible row. Screen's
/// thread only; allocates nothing after it was made.
/// </summary>
public sealed class Table
{
    /// <summary>Blank columns between two columns of the table.</summary>
    public const int Gap = 1;

    readonly TableColumn[] _columns;
    readonly int[] _byPriority;
    readonly int[] _left;
    readonly int[] _width;
    int _arrangedFor = -1;

    /// <summary>A table of these columns, in the order they stand on the screen.</summary>
    public Table(params ReadOnlySpan<TableColumn> columns)
    {
        _columns = columns.ToArray();
        _left = new int[_columns.Length];
        _width = new int[_columns.Length];
        _byPriority = new int[_columns.Length];
        for (int i = 0; i < _byPriority.Length; i++) _byPriority[i] = i;
        // Index as the second key: Array.Sort alone would shuffle columns of one priority.
        Array.Sort(_byPriority, (a, b) => (_columns[a].Priority, a).CompareTo((_columns[b].Priority, b)));
    }

    /// <summary>The columns, visible or not.</summary>
    public ReadOnlySpan<TableColumn> Columns => _columns;

    /// <summary>
    /// Decides which columns are shown in <paramref name="width"/> columns of the screen and where. Columns enter by priority until
    /// one does not fit; what is left makes the ones that may grow wider, first come first served in the same order.
    /// </summary>
    public void Arrange(int width)
    {
        if (width == _arrangedFor) return;
        _arrangedFor = width;
        Array.Clear(_width);
        int free = width + Gap;
        foreach (int column in _byPriority)
        {
            int needed = Math.Max(1, _columns[column].Width) + Gap;
            if (needed > free && _columns[column].Priority > 0) break;
            int given = Math.Min(needed, free);
            if (given <= Gap) break;
            _width[column] = given - Gap;
            free -= given;
        }

        foreach (int column in _byPriority)
        {
            int growth = Math.Min(free, _columns[column].MaxWidth - _width[column]);
            if (_width[column] == 0 || growth <= 0) continue;
            _width[column] += growth;
            free -= growth;
        }

        int x = 0;
        for (int column = 0; column < _columns.Length; column++)
        {
            _left[column] = x;
            if (_width[column] > 0) x += _width[column] + Gap;
        }
    }

    /// <summary>Whether a column is shown; cells of the others need not be formatted.</summary>
    public bool Shows(int column) => _width[column] > 0;

    /// <summary>Width given to a column, 0 when it is not shown.</summary>
    public int WidthOf(int column) => _width[column];

    /// <summary>First column of the screen of a table column.</summary>
    public int LeftOf(int column) => _left[column];

    /// <summary>The table column at a column of the screen, or -1: for a click on the heading.</summary>
    public int ColumnAt(int x)
    {
        for (int column = 0; column < _columns.Length; column++)
        {
            if (_width[column] > 0 && x >= _left[column] && x < _left[column] + _width[column]) return column;
        }

        return -1;
    }

    /// <summary>Writes the headings into the first row of a surface.</summary>
    /// <param name="surface">Where the headings go.</param>
    /// <param name="sortedBy">The column that the rows are sorted by, or -1: it gets an arrow and the accent.</param>
    /// <param name="descending">Which way the arrow points.</param>
    public void DrawHeader(Surface surface, int sortedBy = -1, bool descending = false)
    {
        Span<char> title = stackalloc char[64];
        for (int column = 0; column < _columns.Length; column++)
        {
            if (_width[column] == 0) continue;
            ReadOnlySpan<char> text = _columns[column].Title;
            text = text[..Math.Min(text.Length, title.Length - 1)];
            text.CopyTo(title);
            int length = text.Length;
            // The arrow takes the place of the last letter where there is no room: which way is worth more than the letter.
            if (column == sortedBy) title[length < _width[column] ? length++ : _width[column] - 1] = descending ? '▾' : '▴';
            Style style = column == sortedBy ? new Style(StyleRole.Accent, TextAttributes.Bold) : StyleRole.Heading;
            surface.WriteField(_left[column], 0, _width[column], title[..Math.Min(length, _width[column])], style, _columns[column].AlignRight);
        }
    }

    /// <summary>Writes one cell into the first row of a surface; nothing when the column is not shown.</summary>
    public void Cell(Surface row, int column, ReadOnlySpan<char> text, Style style = default)
    {
        if (_width[column] > 0) row.WriteField(_left[column], 0, _width[column], text, style, _columns[column].AlignRight);
    }
}
