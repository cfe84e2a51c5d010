using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Sdk.Tests.Tabs;

public sealed class SurfaceTests
{
    const int Columns = 12, Rows = 5;

    static readonly Arbitrary<(int X, int Y, int Width, int Height)> Windows = (
        from x in Gen.Choose(-3, Columns + 3)
        from y in Gen.Choose(-3, Rows + 3)
        from width in Gen.Choose(-2, Columns + 4)
        from height in Gen.Choose(-2, Rows + 4)
        select (x, y, width, height)).ToArbitrary();

    static readonly Arbitrary<List<(int Kind, int X, int Y, string Text)>> Drawings = (
        from kind in Gen.Choose(0, 3)
        from x in Gen.Choose(-4, Columns + 2)
        from y in Gen.Choose(-2, Rows + 1)
        from text in Gen.Elements("a", "hello world", "世", "世界世界世界世界", "a世b界c", "💥", "e\u0301x", "\u001b[31m", "\ud800", "\r\n", "\u202e", "")
        select (kind, x, y, text)).ListOf().Select(list => list.ToList()).ToArbitrary();

    [Fact]
    public void Nothing_is_drawn_outside_the_window() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Windows, Drawings, (window, drawing) =>
        {
            var marked = new Cell('#', StyleRole.Default, TextAttributes.Dim, false);
            Cell[] cells = Enumerable.Repeat(marked, Columns * Rows).ToArray();
            Surface whole = new(cells, Columns, new Rect(0, 0, Columns, Rows));
            Draw(whole.Slice(window.X, window.Y, window.Width, window.Height), drawing);
            for (int i = 0; i < cells.Length; i++)
            {
                int x = i % Columns, y = i / Columns;
                bool inside = x >= window.X && x < window.X + window.Width && y >= window.Y && y < window.Y + window.Height;
                if (!inside) cells[i].ShouldBe(marked);
            }
        }));

    [Fact]
    public void Every_wide_character_keeps_both_its_cells() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Windows, Drawings, (window, drawing) =>
        {
            Cell[] cells = Enumerable.Repeat(Cell.Blank, Columns * Rows).ToArray();
            Surface whole = new(cells, Columns, new Rect(0, 0, Columns, Rows));
            Draw(whole, drawing);
            Draw(whole.Slice(window.X, window.Y, window.Width, window.Height), drawing);
            for (int y = 0; y < Rows; y++)
            {
                for (int x = 0; x < Columns; x++)
                {
                    Cell cell = cells[y * Columns + x];
                    bool isRightHalf = x > 0 && cells[y * Columns + x - 1].IsWide;
                    (cell.Rune == 0).ShouldBe(isRightHalf, $"column {x} of row {y}");
                    if (cell.IsWide) x.ShouldBeLessThan(Columns - 1);
                    if (cell.Rune != 0) CellWidth.Of(cell.Rune).ShouldBe(cell.IsWide ? 2 : 1);
                }
            }
        }));

    [Fact]
    public void No_control_character_reaches_a_cell()
    {
        Surface surface = New(out Cell[] cells);
        surface.Write(0, 0, "\u001b[31m\u202e\u0085\0");
        cells.ShouldAllBe(cell => cell.Rune >= 0x20 && !Rune.IsControl(new Rune(cell.Rune)) && cell.Rune != 0x202E);
    }

    [Theory]
    [InlineData("short", 8, false, "short   ")]
    [InlineData("short", 8, true, "   short")]
    [InlineData("exact", 5, false, "exact")]
    [InlineData("too long", 5, false, "too …")]
    [InlineData("世界世界", 5, false, "世界…")]
    [InlineData("世界世界", 4, false, "世 …")]
    public void A_field_is_padded_or_cut(string text, int width, bool alignRight, string expected)
    {
        Surface surface = New(out Cell[] cells);
        surface.WriteField(0, 0, width, text, alignRight: alignRight);
        string drawn = string.Concat(cells.Take(width).Where(cell => cell.Rune != 0).Select(cell => new Rune(cell.Rune).ToString()));
        drawn.ShouldBe(expected);
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("世界", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("💥", 2)]
    [InlineData("✅⌚", 4)]
    [InlineData("\u1100\u1161\u11A8", 2)]
    [InlineData("│─▁█…", 5)]
    [InlineData("\u200b", 0)]
    public void Text_is_as_wide_as_a_terminal_draws_it(string text, int width) => CellWidth.Of(text).ShouldBe(width);

    static void Draw(Surface surface, List<(int Kind, int X, int Y, string Text)> drawing)
    {
        foreach ((int kind, int x, int y, string text) in drawing)
        {
            switch (kind)
            {
                case 0: surface.Write(x, y, text); break;
                case 1: surface.WriteField(x, y, text.Length + 2, text, alignRight: x % 2 == 0); break;
                case 2: surface.Put(x, y, text.Length > 0 ? text[0] : 0); break;
                default: surface.Slice(x, y, 3, 1).Fill(default); break;
            }
        }
    }

    static Surface New(out Cell[] cells)
    {
        cells = Enumerable.Repeat(Cell.Blank, Columns * Rows).ToArray();
        return new Surface(cells, Columns, new Rect(0, 0, Columns, Rows));
    }
}
