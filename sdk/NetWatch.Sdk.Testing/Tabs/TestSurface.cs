using System.Text;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>A grid of cells to draw on in tests, read back as text and as a map of styles. Not for several threads at once.</summary>
public sealed class TestSurface
{
    readonly Cell[] _cells;

    /// <summary>A blank grid.</summary>
    /// <param name="width">Columns, from 0.</param>
    /// <param name="height">Rows, from 0.</param>
    public TestSurface(int width, int height)
    {
        Width = width;
        Height = height;
        _cells = new Cell[width * height];
        Clear();
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The whole grid.</summary>
    public Surface Surface => new(_cells, Width, new Rect(0, 0, Width, Height));

    /// <summary>The cell at a place.</summary>
    public Cell this[int x, int y] => _cells[y * Width + x];

    /// <summary>Blanks all cells.</summary>
    public void Clear() => Array.Fill(_cells, Cell.Blank);

    /// <summary>Blanks the grid and lets a tab draw on it, as the shell does. Allocates nothing itself.</summary>
    /// <param name="tab">The tab.</param>
    /// <param name="snapshots">What the tab sees.</param>
    /// <param name="frame">Number of the frame.</param>
    /// <param name="isPaused">Whether the screen is paused.</param>
    public void Draw(ITab tab, ISnapshots snapshots, long frame = 1, bool isPaused = false)
    {
        Clear();
        tab.Draw(new Frame(snapshots, frame, DateTimeOffset.UnixEpoch, isPaused), Surface);
    }

    /// <summary>The characters, one line a row, blanks at the right ends cut off. Ends without a line break.</summary>
    public string ToText() => Lines((text, cell) =>
    {
        if (cell.Rune != 0) text.Append(new Rune(cell.Rune).ToString());
    });

    /// <summary>
    /// One letter for the role of each cell (see <see cref="LetterOf"/>), upper case for bold, blanks with the default role as blanks.
    /// </summary>
    public string ToStyleMap() => Lines((text, cell) =>
    {
        if (cell is { Rune: ' ', Role: StyleRole.Default, Attributes: TextAttributes.None }) text.Append(' ');
        else text.Append((cell.Attributes & TextAttributes.Bold) != 0 ? char.ToUpperInvariant(LetterOf(cell.Role)) : LetterOf(cell.Role));
    });

    /// <summary>The letter of a role in the style map: its first one where that is free, digits for the series.</summary>
    public static char LetterOf(StyleRole role) => role switch
    {
        StyleRole.Default => '.',
        StyleRole.Muted => 'm',
        StyleRole.Heading => 'h',
        StyleRole.Border => 'b',
        StyleRole.Accent => 'a',
        StyleRole.Selection => 's',
        StyleRole.Good => 'g',
        StyleRole.Warning => 'w',
        StyleRole.Alert => 'x',
        StyleRole.Download => 'd',
        StyleRole.Upload => 'u',
        StyleRole.Input => 'i',
        StyleRole.Bar => 'r',
        >= StyleRole.Series1 and <= StyleRole.Series6 => (char)('1' + (role - StyleRole.Series1)),
        _ => '?',
    };

    string Lines(Action<StringBuilder, Cell> append)
    {
        var text = new StringBuilder();
        for (int y = 0; y < Height; y++)
        {
            if (y > 0) text.Append('\n');
            int start = text.Length;
            for (int x = 0; x < Width; x++) append(text, this[x, y]);
            while (text.Length > start && text[^1] == ' ') text.Length--;
        }

        return text.ToString();
    }
}
