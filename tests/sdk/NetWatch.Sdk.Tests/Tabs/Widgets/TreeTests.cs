using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Tests.Tabs.Widgets;

public sealed class TreeTests
{
    static readonly ImmutableArray<DetailNode> Nodes =
    [
        new(0, "Ethernet II", 0, 14), new(1, "Type: IPv4", 12, 2),
        new(0, "TLS", 54, 100), new(1, "Record: Handshake", 54, 100), new(2, "Length: 95", 57, 2), new(1, "Trailer", 150, 4),
    ];

    static string Draw(Tree tree, int width = 30, int height = 8)
    {
        var grid = new TestSurface(width, height);
        tree.Draw(grid.Surface, isFocused: true);
        return grid.ToText().TrimEnd('\n');
    }

    static Tree Make()
    {
        var tree = new Tree();
        tree.Show(Nodes);
        return tree;
    }

    [Fact]
    public void At_first_the_topmost_protocol_is_open() => Draw(Make()).ShouldBe(
        """
         ▸ Ethernet II
         ▾ TLS
           ▾ Record: Handshake
               Length: 95
             Trailer
        """);

    [Fact]
    public void What_the_user_closed_stays_closed_in_the_next_packet()
    {
        Tree tree = Make();
        tree.OnKey(new KeyPress(Key.Down), 5);
        tree.OnKey(new KeyPress(Key.Left), 5);
        tree.Show(Nodes);
        Draw(tree).ShouldBe(" ▸ Ethernet II\n ▸ TLS");
    }

    [Fact]
    public void Left_on_a_leaf_goes_to_its_parent()
    {
        Tree tree = Make();
        tree.OnKey(new KeyPress(Key.End), 5);
        tree.Selected!.Value.Text.ShouldBe("Trailer");
        tree.OnKey(new KeyPress(Key.Left), 5);
        tree.Selected!.Value.Text.ShouldBe("TLS");
    }

    [Fact]
    public void Clicking_selects_and_clicking_again_opens()
    {
        Tree tree = Make();
        Draw(tree);
        tree.Click(1);
        tree.Selected!.Value.Start.ShouldBe(54);
        tree.Click(0);
        tree.Click(0);
        Draw(tree).ShouldStartWith(" ▾ Ethernet II\n     Type: IPv4");
    }

    [Fact]
    public void Hostile_trees_are_drawn_at_any_size()
    {
        var tree = new Tree();
        tree.Show(default);
        Draw(tree, 0, 0);
        tree.Show([new(7, null!, -1, 0), new(0, new string('x', 1_000_000), 0, int.MaxValue), new(4096, "\u001b[2J\u202eevil", 0, 0)]);
        for (int width = 0; width < 12; width++)
        {
            for (int height = 0; height < 4; height++) Draw(tree, width, height).ShouldNotContain('\u001b');
        }

        foreach (Key key in Enum.GetValues<Key>()) tree.OnKey(new KeyPress(key, '+'), 3);
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        Tree tree = Make();
        var grid = new TestSurface(60, 10);
        for (int i = 0; i < 100; i++) tree.Draw(grid.Surface, true);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 100; i++) tree.Draw(grid.Surface, true);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }
}
