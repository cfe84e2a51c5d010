using NetWatch.Engine.Dissection;

namespace NetWatch.Engine.Tests.Dissection;

public class DetailTreeTests
{
    [Fact]
    public void Children_are_deeper_than_their_parent_and_one_close_too_many_is_ignored()
    {
        var tree = new DetailTree(10);
        tree.Open("a", 0, 1);
        tree.Add("b", 0, 1);
        tree.Close();
        tree.Close();
        tree.Add("c", 0, 1);
        tree.Nodes().Select(node => (node.Text, node.Depth)).ShouldBe([("a", 0), ("b", 1), ("c", 0)]);
    }

    [Theory]
    [InlineData(0, 4, 20, 4)]
    [InlineData(-3, 5, 20, 2)]
    [InlineData(-5, 2, -1, 0)]
    [InlineData(8, 100, 28, 2)]
    [InlineData(int.MaxValue, int.MaxValue, -1, 0)]
    [InlineData(int.MinValue, int.MaxValue, -1, 0)]
    [InlineData(3, -1, -1, 0)]
    public void Ranges_of_the_stream_become_ranges_of_the_frame(int start, int length, int at, int count)
    {
        var tree = new DetailTree(30);
        tree.Map(100, 20);
        tree.Add("x", start is int.MaxValue or int.MinValue ? start : start + 100, length);
        (tree.Nodes()[0].Start, tree.Nodes()[0].Length).ShouldBe((at, count));
    }

    [Fact]
    public void What_lies_in_no_frame_has_no_place()
    {
        var tree = new DetailTree(30);
        tree.Map(0, -1);
        tree.Add("x", 0, 5);
        (tree.Nodes()[0].Start, tree.Nodes()[0].Length).ShouldBe((-1, 0));
    }

    [Fact]
    public void Control_characters_and_endless_texts_are_cleaned()
    {
        var tree = new DetailTree(10);
        tree.Add("a\u001b[31m\r\nb\u0085", 0, 1);
        tree.Add(new string('x', 10_000), 0, 1);
        tree.Nodes()[0].Text.ShouldBe("a·[31m··b·");
        tree.Nodes()[1].Text.Length.ShouldBe(513);
    }

    [Fact]
    public void Nodes_and_depth_are_bounded()
    {
        var tree = new DetailTree(10);
        for (int i = 0; i < 10_000; i++) tree.Open("x", 0, 1);
        tree.Nodes().Length.ShouldBe(4096);
        tree.Nodes()[^1].Text.ShouldContain("more than 4,096");
        tree.Nodes().Max(node => node.Depth).ShouldBe(64);
        tree.CloseAll();
    }
}
