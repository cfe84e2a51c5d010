using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Tests.Tabs.Widgets;

public sealed class TableTests
{
    static Table Make() => new(
        new TableColumn("Name", 8, 0, MaxWidth: 20), new TableColumn("Rate", 8, 1, AlignRight: true),
        new TableColumn("Extra", 6, 3), new TableColumn("State", 6, 2));

    static string Row(int width)
    {
        var grid = new TestSurface(width, 2);
        Table table = Make();
        table.Arrange(width);
        table.DrawHeader(grid.Surface);
        Surface row = grid.Surface.Slice(0, 1, width, 1);
        table.Cell(row, 0, "example.org");
        table.Cell(row, 1, "12 Mb/s");
        table.Cell(row, 2, "extra");
        table.Cell(row, 3, "open");
        return grid.ToText();
    }

    [Fact]
    public void All_columns_are_shown_where_there_is_room_and_only_those_that_may_grow_do() =>
        Row(60).ShouldBe("Name                     Rate Extra  State\nexample.org           12 Mb/s extra  open");

    [Fact]
    public void The_last_priority_is_dropped_first() =>
        Row(26).ShouldBe("Name           Rate State\nexample.o…  12 Mb/s open");

    [Fact]
    public void The_first_column_is_cut_rather_than_dropped() => Row(5).ShouldBe("Name\nexam…");

    [Fact]
    public void No_width_is_no_columns() => Row(0).ShouldBe("\n");

    [Fact]
    public void Columns_never_overlap_nor_leave_the_width()
    {
        Table table = Make();
        for (int width = 0; width < 120; width++)
        {
            table.Arrange(width);
            int end = 0;
            for (int column = 0; column < 4; column++)
            {
                if (!table.Shows(column)) continue;
                table.LeftOf(column).ShouldBeGreaterThanOrEqualTo(end);
                end = table.LeftOf(column) + table.WidthOf(column);
                table.ColumnAt(end - 1).ShouldBe(column);
                end.ShouldBeLessThanOrEqualTo(width);
            }
        }
    }

    [Fact]
    public void The_sorted_column_has_an_arrow_also_when_its_title_fills_it()
    {
        var grid = new TestSurface(40, 1);
        var table = new Table(new TableColumn("Name", 4), new TableColumn("Rate", 6, 1, AlignRight: true));
        table.Arrange(40);
        table.DrawHeader(grid.Surface, 0, descending: true);
        grid.ToText().ShouldBe("Nam▾   Rate");
        table.DrawHeader(grid.Surface, 1);
        grid.ToText().ShouldBe("Name  Rate▴");
    }
}
