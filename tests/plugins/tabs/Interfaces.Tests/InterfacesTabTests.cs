using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Interfaces.Tests;

public sealed class InterfacesTabTests
{
    readonly TestSnapshots _snapshots = SampleMachine.Snapshots();
    readonly InterfacesTab _tab = new();

    string Draw(int width = 80, int height = 24)
    {
        var grid = new TestSurface(width, height);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    int LineOf(string text, int width = 80) =>
        Array.FindIndex(Draw(width).Split('\n'), line => line.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void At_80x24() => Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void At_100x30() => Draw(100, 30).ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void At_200x60() => Draw(200, 60).ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void The_busiest_interface_is_selected_first_and_the_selection_follows_its_row()
    {
        Draw(200, 60).ShouldContain(" eth0 ──");
        _tab.OnKey(new KeyPress(Key.Character, 's'));
        LineOf("eth0").ShouldBe(2);
        Draw(200, 60).ShouldContain(" eth0 ──");
    }

    [Fact]
    public void Rows_keep_their_place_between_two_orderings()
    {
        _tab.OnKey(new KeyPress(Key.Character, 's'));
        Draw();
        TrafficSnapshot traffic = SampleMachine.Traffic();
        InterfaceTraffic busy = traffic.Interfaces[3] with { BitsPerSecondReceived = 1e9 };
        _snapshots.Set(traffic with { Version = 2, TakenAt = traffic.TakenAt.AddSeconds(1), Interfaces = traffic.Interfaces.SetItem(3, busy) });
        LineOf("wg0").ShouldNotBe(2);
        _snapshots.Set(traffic with { Version = 3, TakenAt = traffic.TakenAt.AddSeconds(4), Interfaces = traffic.Interfaces.SetItem(3, busy) });
        LineOf("wg0").ShouldBe(2);
    }

    [Fact]
    public void While_a_file_is_shown_it_says_why_there_is_nothing()
    {
        var grid = new TestSurface(80, 24);
        grid.Draw(_tab, new TestSnapshots());
        grid.ToText().ShouldContain("those of this machine");
    }

    [Fact]
    public void Names_of_the_system_cannot_reach_the_terminal()
    {
        TrafficSnapshot traffic = SampleMachine.Traffic();
        _snapshots.Set(traffic with { Version = 2, Interfaces = [traffic.Interfaces[0] with { }, new InterfaceTraffic("\u001b[2J" + new string('x', 100_000))] });
        _snapshots.Set(SampleMachine.Config() with { Hostname = "\u001b[2J" + new string('y', 100_000), SearchDomains = ["\u001b]0;x\a"] });
        Draw(200, 60).ShouldNotContain('\u001b');
    }
}
