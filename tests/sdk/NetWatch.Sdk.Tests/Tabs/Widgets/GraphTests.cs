using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Tests.Tabs.Widgets;

public sealed class GraphTests
{
    static string Draw(int width, int height, long[] values, int window, long maximum)
    {
        var grid = new TestSurface(width, height);
        Graph.Draw(grid.Surface, values, window, maximum, Units.Bytes, StyleRole.Download);
        return grid.ToText();
    }

    [Fact]
    public void The_scale_stands_at_the_axis_and_the_newest_value_at_the_right() =>
        Draw(14, 4, [0, 0, 100, 50, 25, 1], 10, 100).ShouldBe(
            """
               100 B┤   ⡇
                    │   ⡇
                50 B┤   ⣿
                 0 B┤   ⣿⣇
            """);

    [Fact]
    public void A_low_graph_has_no_label_that_lies() =>
        Draw(13, 3, [5, 5], 8, 10).ShouldBe("    10 B┤\n        │   ⣤\n     0 B┤   ⣿");

    [Fact]
    public void Wide_graphs_give_each_value_the_same_room() => Draw(13, 1, [0, 9], 4, 9).ShouldBe("     9 B┤   ⣿");

    [Fact]
    public void More_values_than_fit_leave_the_oldest_out() => Draw(11, 1, [9, 9, 9, 9, 0, 0, 0, 9], 8, 9).ShouldBe("     9 B┤ ⢸");

    [Fact]
    public void Any_size_any_window_any_value()
    {
        long[] values = [long.MinValue, -1, 0, 1, long.MaxValue];
        for (int width = 0; width < 30; width++)
        {
            for (int height = 0; height < 8; height++)
            {
                foreach (int window in (int[])[-1, 0, 1, 60, int.MaxValue]) Draw(width, height, values, window, 0);
            }
        }
    }

    [Fact]
    public void The_scale_is_round_grows_at_once_and_shrinks_late()
    {
        var scale = new AxisScale();
        scale.Fit([3]).ShouldBe(4);
        scale.Fit([5, 61]).ShouldBe(80);
        scale.Fit([16]).ShouldBe(80);
        scale.Fit([15]).ShouldBe(20);
        scale.Fit([0], least: 1000).ShouldBe(1000);
        scale.Fit([long.MaxValue]).ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Sparklines_show_the_smallest_value_above_zero()
    {
        var grid = new TestSurface(6, 2);
        Sparkline.Blocks(grid.Surface, [7, 0, 1, 50, 100, 1000, -3], 100, StyleRole.Good);
        Sparkline.Braille(grid.Surface.Slice(0, 1, 6, 1), [0, 1, 100], 100, StyleRole.Good);
        grid.ToText().ShouldBe(" ▁▄██\n     ⣸");
    }

    [Fact]
    public void A_gauge_fills_in_eighths()
    {
        var grid = new TestSurface(4, 1);
        Gauge.Draw(grid.Surface, 0.5, StyleRole.Good, '·');
        grid.ToText().ShouldBe("██··");
        Gauge.Draw(grid.Surface, 0.0001, StyleRole.Good);
        grid.ToText().ShouldBe("▏");
        Gauge.Draw(grid.Surface, double.NaN, StyleRole.Good);
        grid.ToText().ShouldBe("");
        Gauge.Draw(grid.Surface, 17, StyleRole.Good);
        grid.ToText().ShouldBe("████");
    }

    [Fact]
    public void A_scroll_bar_touches_the_ends_only_at_the_ends()
    {
        var grid = new TestSurface(1, 5);
        ScrollBar.Draw(grid.Surface, 0, 50);
        grid.ToText().ShouldBe("┃\n│\n│\n│\n│");
        ScrollBar.Draw(grid.Surface, 45, 50);
        grid.ToText().ShouldBe("│\n│\n│\n│\n┃");
        grid.Clear();
        ScrollBar.Draw(grid.Surface, 0, 5);
        grid.ToText().ShouldBe("\n\n\n\n");
    }
}
