using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Processes.Tests;

public sealed class ProcessesTabTests
{
    readonly TestSnapshots _snapshots = SampleMachine.Snapshots();
    readonly ProcessesTab _tab = new();

    string Draw(int width = 80, int height = 24)
    {
        var grid = new TestSurface(width, height);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    int LineOf(string text) => Array.FindIndex(Draw().Split('\n'), line => line.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void At_80x24() => Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void At_80x24_with_details()
    {
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    [Fact]
    public void At_200x60_with_details()
    {
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(200, 60).ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    [Fact]
    public void Rows_keep_their_place_for_three_seconds()
    {
        LineOf("firefox").ShouldBe(2);
        ProcessBandwidthSnapshot processes = SampleMachine.Processes();
        ProcessTraffic busy = processes.Processes[2] with { BitsPerSecondReceived = 1e9 };
        // Another order in the snapshot, and another rate: neither moves a row.
        _snapshots.Set(processes with { Version = 2, TakenAt = processes.TakenAt.AddSeconds(1), Processes = [busy, processes.Processes[1], processes.Processes[0]] });
        LineOf("firefox").ShouldBe(2);
        _snapshots.Set(processes with { Version = 3, TakenAt = processes.TakenAt.AddSeconds(3), Processes = [busy, processes.Processes[1], processes.Processes[0]] });
        LineOf("sshd").ShouldBe(2);
    }

    [Fact]
    public void The_selection_is_a_process_and_not_a_place()
    {
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw();
        _tab.OnKey(new KeyPress(Key.Down));
        Draw(200, 60).ShouldContain(" rsync ──");
        _tab.OnKey(new KeyPress(Key.Character, 's'));
        _tab.OnKey(new KeyPress(Key.Character, 'S'));
        Draw(200, 60).ShouldContain(" rsync ──");
    }

    [Fact]
    public void What_a_process_says_of_itself_cannot_reach_the_terminal()
    {
        ProcessBandwidthSnapshot processes = SampleMachine.Processes();
        ProcessTraffic first = processes.Processes[0];
        _snapshots.Set(processes with
        {
            Version = 2,
            Processes = [first with { Process = first.Process with { Name = "\u001b[2J\n", CommandLine = "\u001b]0;x\a" + new string('z', 100_000), UserName = "\u001b" } }],
        });
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(200, 60).ShouldNotContain('\u001b');
    }
}
