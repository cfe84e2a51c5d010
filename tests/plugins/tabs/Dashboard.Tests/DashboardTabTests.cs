using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Dashboard.Tests;

public sealed class DashboardTabTests
{
    readonly TestSnapshots _snapshots = new();
    readonly DashboardTab _tab = new();

    public DashboardTabTests()
    {
        _snapshots.Set(SampleTraffic.Engine());
        _snapshots.Set(SampleTraffic.Flows());
    }

    string Draw(int width = 80, int height = 24)
    {
        var grid = new TestSurface(width, height);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    [Fact]
    public void At_80x24() => Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void At_200x60() => Draw(200, 60).ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Theory]
    [InlineData(80, 24), InlineData(100, 30), InlineData(200, 60)]
    public void With_the_machine(int width, int height)
    {
        var grid = new TestSurface(width, height);
        TestSnapshots machine = SampleMachine.Snapshots();
        machine.Set(SampleTraffic.Engine() with { Drops = [] });
        grid.Draw(_tab, machine);
        grid.ToText().ShouldMatchApproved(c => c.SubFolder("Approved").WithDiscriminator($"{width}x{height}"));
    }

    [Fact]
    public void Where_something_is_lost_the_losses_stand_where_the_processes_were()
    {
        var grid = new TestSurface(80, 24);
        grid.Draw(_tab, SampleMachine.Snapshots());
        grid.ToText().ShouldContain("─ Loss ─");
        grid.ToText().ShouldNotContain("─ Processes ─");
    }

    void Publish(long version, double seconds, params FlowRow[] rows) =>
        _snapshots.Set(new FlowTableSnapshot { Version = version, TakenAt = DateTimeOffset.UnixEpoch.AddSeconds(seconds), Rows = [.. rows] });

    static FlowRow[] Storm(long from) =>
        [.. Enumerable.Range(0, 100).Select(i => SampleTraffic.Flows().Rows[0] with { Number = from + i, ServerName = $"server{from}.test", BitsPerSecondToClient = 1_000 + i })];

    [Fact]
    public void In_a_storm_of_short_flows_the_top_ones_stay_readable_after_they_have_left_the_table()
    {
        Publish(2, 10, Storm(1_000));
        Draw().ShouldContain("server1000.test");
        Publish(3, 10.25, Storm(2_000));
        string text = Draw();
        text.ShouldContain("server1000.test");
        text.ShouldNotContain("server2000.test");
        Publish(4, 12, Storm(3_000));
        text = Draw();
        text.ShouldContain("server3000.test");
        text.ShouldNotContain("server1000.test");
    }

    [Fact]
    public void Rates_up_and_down_are_not_told_where_flows_that_move_have_no_room_in_the_table()
    {
        Draw().Split('\n')[1].ShouldContain('↑');
        FlowTableSnapshot flows = SampleTraffic.Flows(2);
        FlowRow[] moving = [.. flows.Rows.Where(row => SampleTraffic.Engine().PacketTime.Since(row.Record.End).TotalSeconds < 1)];
        _snapshots.Set(flows with { Rows = [.. moving], Omitted = 404 });
        Draw().Split('\n')[1].ShouldNotContain('↑');
        Draw(120, 40).ShouldContain("─ Servers ─");
        _snapshots.Set(flows with { Version = 3, Omitted = 404 });
        Draw().Split('\n')[1].ShouldContain('↑');
    }

    [Fact]
    public void Where_nothing_can_be_captured_the_kernels_counters_are_shown()
    {
        TestSnapshots machine = SampleMachine.Snapshots();
        machine.Set(new EngineSnapshot { Version = 9, TakenAt = default, State = SourceState.Failed, Source = "eth0", Notice = "No permission." });
        machine.Set(new FlowTableSnapshot { Version = 9, TakenAt = default });
        var socket = new SocketRow { Local = SampleTraffic.Flows().Rows[0].Record.Tuple, State = SocketState.Established };
        machine.Set(new ConnectionsSnapshot
        {
            Version = 9, TakenAt = default,
            Connections = [new ConnectionRow(socket.Local, 0) { SocketNumber = 1, ClientSocket = socket, BitsPerSecondToClient = 2_000_000 }],
        });
        var grid = new TestSurface(120, 40);
        grid.Draw(_tab, machine);
        string text = grid.ToText();
        text.ShouldContain("Rate by the kernel's counters");
        text.ShouldContain("Top sockets by rate");
        text.ShouldContain("93.184.216.34:443");
        text.ShouldContain("2.0 Mb/s");
        text.ShouldNotContain("no flows yet");
    }

    [Fact]
    public void Five_minutes_of_history_are_shown_where_there_is_room()
    {
        _snapshots.Set(SampleTraffic.Engine() with { BytesPerSecondHistory = [.. Enumerable.Repeat(1_000L, 300)] });
        Draw(200, 60).ShouldContain("-180 s");
        Draw().ShouldContain("-60 s");
    }

    [Fact]
    public void Before_the_first_snapshot_it_says_that_it_waits()
    {
        var grid = new TestSurface(80, 24);
        grid.Draw(_tab, new TestSnapshots());
        grid.ToText().Trim().ShouldBe("Waiting for the first packets …");
    }

    [Fact]
    public void A_notice_is_shown_whole_with_its_command()
    {
        const string Notice = "No permission to capture on eth0. Grant it with: sudo setcap cap_net_raw,cap_net_admin=eip /usr/local/bin/netwatch and start again.";
        _snapshots.Set(new EngineSnapshot { Version = 1, TakenAt = default, Source = "eth0", State = SourceState.Failed, Notice = Notice });
        string text = Draw();
        text.ShouldStartWith("✕ eth0 failed");
        string.Join(' ', text.Split('\n').Skip(1).Take(2).Select(line => line.Trim())).ShouldBe(Notice);
    }

    [Fact]
    public void What_is_lost_is_counted_without_what_is_ordinary()
    {
        Draw().ShouldContain("Loss ─────────────────────── 3 ─");
        _snapshots.Set(SampleTraffic.Engine() with { Drops = [new("ring", 9, "") { IsOrdinary = true }] });
        Draw().ShouldContain("none ─");
    }

    [Fact]
    public void Rows_keep_their_place_for_two_seconds()
    {
        FlowTableSnapshot flows = SampleTraffic.Flows();
        Draw();
        ImmutableArray<FlowRow> changed = flows.Rows.SetItem(3, flows.Rows[3] with { BitsPerSecondToClient = 1e9 });
        _snapshots.Set(flows with { Version = 2, Rows = changed, TakenAt = flows.TakenAt.AddSeconds(1) });
        RowOf("10.0.0.5:22").ShouldBe(2);
        _snapshots.Set(flows with { Version = 3, Rows = changed, TakenAt = flows.TakenAt.AddSeconds(2) });
        RowOf("10.0.0.5:22").ShouldBe(0);
    }

    [Fact]
    public void Names_from_the_wire_cannot_reach_the_terminal()
    {
        FlowTableSnapshot flows = SampleTraffic.Flows();
        string hostile = "\u001b[2J\u202e\r\n" + new string('ẍ', 1_000_000);
        _snapshots.Set(flows with { Version = 2, Rows = [flows.Rows[0] with { ServerName = hostile }] });
        _snapshots.Set(SampleTraffic.Engine() with { Source = hostile, Notice = hostile, Protocols = [new(hostile, 1, 1)], Drops = [new(hostile, 1, hostile)] });
        Draw(200, 60).ShouldNotContain('\u001b');
        Draw(200, 60).ShouldNotContain('\u202e');
    }

    int RowOf(string server)
    {
        string[] lines = Draw().Split('\n');
        return Array.FindIndex(lines, line => line.Contains(server, StringComparison.Ordinal)) - Array.FindIndex(lines, line => line.Contains("   Server", StringComparison.Ordinal)) - 1;
    }
}
