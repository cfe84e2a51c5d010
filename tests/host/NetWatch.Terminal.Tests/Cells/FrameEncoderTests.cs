using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Terminal.Cells;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Tests.Cells;

public sealed class FrameEncoderTests
{
    static readonly string[] Texts = ["netwatch", "漢字かな", "a漢b", "🚀", "e\u0301", "\e[31m", "┃│─", "x", "   ", "\ud800", "ｗｉｄｅ"];

    readonly SgrTable _styles = new(BuiltInThemes.Dark, ColorDepth.TrueColor);

    [Fact]
    public void After_any_sequence_of_frames_the_replayed_screen_is_the_last_frame()
    {
        Gen<int[]> operation = Gen.Choose(0, 1 << 20).ArrayOf(7);
        Arbitrary<int[][]> frames = operation.ArrayOf().Resize(60).ToArbitrary();
        Prop.ForAll(frames, operations => Replay(operations, BuiltInThemes.Dark)).QuickCheckThrowOnFailure();
        Prop.ForAll(frames, operations => Replay(operations, BuiltInThemes.Terminal)).QuickCheckThrowOnFailure();
    }

    static void Replay(int[][] operations, Theme theme)
    {
        var styles = new SgrTable(theme, ColorDepth.Indexed256);
        var encoder = new FrameEncoder(styles);
        var grid = new CellGrid();
        var screen = new TestScreen();
        grid.Reset(20, 6);
        screen.Resize(20, 6);
        foreach (int[] operation in operations)
        {
            Apply(operation, grid, screen, encoder);
            if (operation[0] % 3 != 0) continue;
            screen.Feed(encoder.Encode(grid));
            ShouldShow(screen, grid, styles);
            encoder.Encode(grid).Length.ShouldBe(0, "an unchanged frame writes nothing");
        }
    }

    static void Apply(int[] n, CellGrid grid, TestScreen screen, FrameEncoder encoder)
    {
        var style = new Style((StyleRole)(n[1] % 19), (TextAttributes)(n[1] / 19 % 32));
        Surface part = grid.Surface.Slice(n[2] % 24 - 2, n[3] % 8 - 1, n[4] % 24, n[5] % 8);
        switch (n[0] % 11)
        {
            case 0:
                // The event of a resize invalidates; a frame drawn before the event comes sees the other size by itself.
                bool isSeen = n[0] % 3 == 0 && (grid.Width, grid.Height) != (n[2] % 24, n[3] % 8);
                if (!isSeen) encoder.Invalidate();
                grid.Reset(n[2] % 24, n[3] % 8);
                screen.Resize(grid.Width, grid.Height);
                break;
            case 1: encoder.Invalidate(); break;
            case 2: part.Fill(style, n[6] % 2 == 0 ? ' ' : '·'); break;
            case 3: part.Restyle(n[6] % 6, style); break;
            case 4: grid.Reset(grid.Width, grid.Height); break;
            default: part.Write(n[6] % 20 - 3, n[6] / 20 % 6, Texts[n[6] / 120 % Texts.Length], style); break;
        }
    }

    static void ShouldShow(TestScreen screen, CellGrid grid, SgrTable styles)
    {
        for (int y = 0; y < grid.Height; y++)
        {
            for (int x = 0; x < grid.Width; x++)
            {
                Cell cell = grid.Row(y)[x];
                screen.At(x, y).ShouldBe((cell.Rune, Encoding.ASCII.GetString(styles[SgrTable.IndexOf(cell.Role, cell.Attributes)])), $"at {x},{y}");
            }
        }

        screen.Style.ShouldBe("\e[0m");
    }

    [Fact]
    public void One_changed_digit_costs_a_move_a_colour_and_a_digit()
    {
        var encoder = new FrameEncoder(new SgrTable(BuiltInThemes.Terminal, ColorDepth.Palette16));
        CellGrid grid = Text("packets 41", 80, 24);
        encoder.Encode(grid);
        grid = Text("packets 42", 80, 24);
        Encoding.UTF8.GetString(encoder.Encode(grid)).ShouldBe("\e[?2026h\e[1;10H\e[0m2\e[0m\e[?2026l");
    }

    [Fact]
    public void A_small_gap_is_written_again_and_a_large_one_is_jumped()
    {
        var encoder = new FrameEncoder(new SgrTable(BuiltInThemes.Terminal, ColorDepth.Palette16));
        encoder.Encode(Text("a-b------c", 80, 24));
        Encoding.UTF8.GetString(encoder.Encode(Text("A-B------C", 80, 24))).ShouldBe("\e[?2026h\e[1H\e[0mA-B\e[6CC\e[0m\e[?2026l");
    }

    [Fact]
    public void A_frame_of_changing_numbers_allocates_nothing()
    {
        var encoder = new FrameEncoder(_styles);
        var grid = new CellGrid();
        for (int i = 0; i < 50; i++) Draw(grid, encoder, i);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 50; i < 150; i++) Draw(grid, encoder, i);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    static void Draw(CellGrid grid, FrameEncoder encoder, int number)
    {
        grid.Reset(200, 60);
        Span<char> text = stackalloc char[16];
        for (int y = 0; y < 60; y++)
        {
            (number * 7919 + y).TryFormat(text, out int length);
            grid.Surface.WriteField(0, y, 100, text[..length], (StyleRole)(y % 19), alignRight: true);
        }

        if (encoder.Encode(grid).IsEmpty) throw new InvalidOperationException("Nothing was drawn.");
    }

    [Fact]
    public void An_empty_grid_writes_no_cell()
    {
        var encoder = new FrameEncoder(_styles);
        var screen = new TestScreen();
        screen.Feed(encoder.Encode(new CellGrid()));
        screen.Text.ShouldBe("");
    }

    static CellGrid Text(string text, int width, int height)
    {
        var grid = new CellGrid();
        grid.Reset(width, height);
        grid.Surface.Write(0, 0, text);
        return grid;
    }
}
