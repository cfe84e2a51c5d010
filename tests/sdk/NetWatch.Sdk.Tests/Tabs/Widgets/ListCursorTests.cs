using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Sdk.Tests.Tabs.Widgets;

public sealed class ListCursorTests
{
    [Fact]
    public void The_window_follows_the_selection()
    {
        var cursor = new ListCursor();
        cursor.Select(30);
        cursor.Fit(0, 100, 10);
        cursor.Top.ShouldBe(21);
        cursor.OnKey(new KeyPress(Key.Up), 0, 100, 10).ShouldBeTrue();
        cursor.Fit(0, 100, 10);
        (cursor.Selected, cursor.Top).ShouldBe((29, 21));
    }

    [Fact]
    public void The_wheel_moves_the_window_and_not_the_selection()
    {
        var cursor = new ListCursor();
        cursor.Scroll(50);
        cursor.Fit(0, 100, 10);
        (cursor.Selected, cursor.Top).ShouldBe((0, 50));
        cursor.OnKey(new KeyPress(Key.Down), 0, 100, 10);
        cursor.Fit(0, 100, 10);
        (cursor.Selected, cursor.Top).ShouldBe((1, 1));
    }

    [Fact]
    public void Rows_that_come_above_leave_the_selection_in_its_row_of_the_screen()
    {
        var cursor = new ListCursor();
        cursor.Select(50);
        cursor.Fit(0, 100, 10);
        long row = cursor.Selected - cursor.Top;
        cursor.Relocate(57);
        cursor.Fit(0, 107, 10);
        (cursor.Selected - cursor.Top).ShouldBe(row);
    }

    [Theory]
    [InlineData('g', 5)]
    [InlineData('G', 99)]
    [InlineData('j', 21)]
    [InlineData('k', 19)]
    public void Letters_move_as_in_every_pager(char letter, long expected)
    {
        var cursor = new ListCursor();
        cursor.Select(20);
        cursor.OnKey(new KeyPress(Key.Character, letter), 5, 100, 10).ShouldBeTrue();
        cursor.Selected.ShouldBe(expected);
    }

    [Fact]
    public void Other_keys_are_left_to_the_tab()
    {
        var cursor = new ListCursor();
        cursor.OnKey(new KeyPress(Key.Character, 'q'), 0, 10, 5).ShouldBeFalse();
        cursor.OnKey(new KeyPress(Key.Character, 'g', KeyModifiers.Control), 0, 10, 5).ShouldBeFalse();
    }

    [Fact]
    public void Any_sequence_of_moves_stays_inside_any_list()
    {
        Prop.ForAll<(int Count, int Height, int[] Moves)>(
            ArbMap.Default.ArbFor<(int, int, int[])>(),
            sample =>
            {
                int count = Math.Abs(sample.Count % 200), height = Math.Abs(sample.Height % 50);
                var cursor = new ListCursor();
                foreach (int move in sample.Moves)
                {
                    if (move % 2 == 0) cursor.Scroll(move);
                    else cursor.Select(cursor.Selected + move);
                    cursor.Fit(0, count, height);
                    if (cursor.Selected < 0 || cursor.Selected >= Math.Max(1, count)) return false;
                    if (cursor.Top < 0 || cursor.Top > Math.Max(0, count - Math.Max(1, height))) return false;
                }

                return true;
            }).QuickCheckThrowOnFailure();
    }
}
