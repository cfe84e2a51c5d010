using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Connections.Tests;

public sealed class ConnectionsTabTests
{
    readonly TestSnapshots _snapshots = new();
    readonly ConnectionsTab _tab;
    TestSurface _grid = new(80, 24);

    public ConnectionsTabTests()
    {
        _snapshots.Set(SampleTraffic.Engine());
        _snapshots.Set(SampleTraffic.Flows());
        _tab = new ConnectionsTab(new TestPluginContext(_snapshots, new TestFilters()));
    }

    string Draw(int width = 80, int height = 24)
    {
        _grid = new TestSurface(width, height);
        _grid.Draw(_tab, _snapshots);
        return _grid.ToText();
    }

    void Press(params ReadOnlySpan<char> letters)
    {
        foreach (char letter in letters) _tab.OnKey(new KeyPress(Key.Character, letter)).ShouldBeTrue();
    }

    [Fact]
    public void At_80x24() => Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));

    [Fact]
    public void At_80x24_with_details()
    {
        Draw();
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    [Fact]
    public void At_200x60_with_details()
    {
        Draw(200, 60);
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(200, 60).ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    [Fact]
    public void At_200x60() => Draw(200, 60).ShouldMatchApproved(c => c.SubFolder("Approved"));

    string SelectedRow()
    {
        string[] lines = Draw().Split('\n');
        string[] map = _grid.ToStyleMap().Split('\n');
        return lines[Array.FindIndex(map, row => row.StartsWith("ss", StringComparison.Ordinal))];
    }

    void Publish(long version, double seconds, Func<ImmutableArray<FlowRow>, ImmutableArray<FlowRow>> change)
    {
        FlowTableSnapshot flows = SampleTraffic.Flows();
        _snapshots.Set(flows with { Version = version, Rows = change(flows.Rows), TakenAt = flows.TakenAt.AddSeconds(seconds) });
    }

    [Fact]
    public void The_selection_follows_the_flow_and_not_the_row()
    {
        Draw();
        Press("jj");
        SelectedRow().ShouldContain("10.0.0.5:22");
        Publish(2, 10, rows => rows.RemoveAt(0));
        SelectedRow().ShouldContain("10.0.0.5:22");
        Press("s");
        SelectedRow().ShouldContain("10.0.0.5:22");
    }

    [Fact]
    public void A_flow_that_is_gone_leaves_the_selection_in_its_place()
    {
        Draw();
        Press("jj");
        SelectedRow().ShouldContain("10.0.0.5:22");
        Publish(2, 10, rows => rows.RemoveAt(3));
        SelectedRow().ShouldContain("203.0.113.9:8443");
    }

    [Fact]
    public void Sorted_rows_keep_their_place_until_three_seconds_have_passed()
    {
        Draw();
        Press("s");
        Draw().Split('\n')[2].ShouldContain("www.example.org");
        ImmutableArray<FlowRow> Faster(ImmutableArray<FlowRow> rows) => rows.SetItem(3, rows[3] with { BitsPerSecondToClient = 1e9 });
        Publish(2, 2, Faster);
        Draw().Split('\n')[2].ShouldContain("www.example.org");
        Publish(3, 3, Faster);
        Draw().Split('\n')[2].ShouldContain("10.0.0.5:22");
    }

    [Fact]
    public void New_flows_come_at_the_end_also_of_a_sorted_list()
    {
        Draw();
        Press("s");
        Draw();
        Publish(2, 1, rows => rows.Add(rows[0] with { Number = 99, ServerName = "new.example", BitsPerSecondToClient = 1e12 }));
        string[] lines = Draw().Split('\n');
        lines.Last(line => line.Length > 0).ShouldContain("new.example");
    }

    [Fact]
    public void A_filter_works_while_it_is_typed_and_escape_takes_it_back()
    {
        Draw();
        Press("/app:dns");
        _tab.IsEditing.ShouldBeTrue();
        Draw().ShouldContain("nothing passes the filter");
        for (int i = 0; i < 3; i++) _tab.OnKey(new KeyPress(Key.Backspace));
        Press("tls");
        Draw().ShouldContain("1 of 412");
        _tab.OnKey(new KeyPress(Key.Enter));
        _tab.IsEditing.ShouldBeFalse();
        Draw().ShouldEndWith("1 pass");
        _tab.OnKey(new KeyPress(Key.Escape));
        Draw().ShouldContain("7 of 412");
    }

    [Fact]
    public void An_error_is_shown_at_its_character_and_the_last_good_filter_goes_on()
    {
        Draw();
        Press("/app:tls!");
        string[] lines = Draw().Split('\n');
        lines[22].ShouldStartWith("/ app:tls!");
        lines[23].ShouldBe("  Nothing may start with '!' (character 8).");
        _grid[9, 22].Role.ShouldBe(StyleRole.Alert);
        lines[0].ShouldContain("1 of 412");
        _tab.OnKey(new KeyPress(Key.Enter));
        _tab.IsEditing.ShouldBeTrue();
    }

    [Fact]
    public void A_click_selects_the_row_under_it_and_a_second_one_opens_its_details()
    {
        Draw();
        _tab.OnMouse(new MouseInput(MouseKind.Press, 10, 4)).ShouldBeTrue();
        SelectedRow().ShouldContain("10.0.0.5:22");
        _tab.OnMouse(new MouseInput(MouseKind.Press, 10, 4));
        Draw().ShouldContain("─ Details ─");
    }

    [Fact]
    public void A_click_on_a_heading_orders_by_it_and_a_second_one_turns_it_around()
    {
        Draw();
        _tab.OnMouse(new MouseInput(MouseKind.Press, 60, 1));
        Draw().ShouldContain("by total");
        _tab.OnMouse(new MouseInput(MouseKind.Press, 60, 1));
        Draw().ShouldContain("by total reversed");
    }

    [Fact]
    public void Processes_have_a_column_as_soon_as_one_is_known()
    {
        Draw(120, 24).ShouldNotContain("Process");
        SetProcess(AttributionEvidence.Exact);
        Draw(120, 24).ShouldContain("Process");
        Draw(120, 24).ShouldContain("curl 4242");
    }

    [Fact]
    public void A_process_that_only_a_port_speaks_for_has_a_question_mark()
    {
        SetProcess(AttributionEvidence.Port);
        Draw(120, 24).ShouldContain("curl? 4242");
    }

    [Fact]
    public void The_details_tell_the_process_and_what_the_kernel_measures()
    {
        SetProcess(AttributionEvidence.Exact);
        FlowRow row = SampleTraffic.Flows().Rows[0];
        _snapshots.Set(new SocketTableSnapshot
        {
            Version = 1,
            TakenAt = DateTimeOffset.UnixEpoch,
            Sockets = [new SocketRow
            {
                Local = row.Record.Tuple, State = SocketState.CloseWait,
                Tcp = new TcpInfo { RoundTrip = TimeSpan.FromMilliseconds(12), CongestionWindow = 10, SendMss = 1448, BytesSent = 5000, Retransmissions = 3 },
            }],
        });
        Draw(120, 60);
        _tab.OnKey(new KeyPress(Key.Home));
        _tab.OnKey(new KeyPress(Key.Enter));
        string text = Draw(120, 60);
        text.ShouldContain("process of the client");
        text.ShouldContain("/usr/bin/curl");
        text.ShouldContain("exact");
        text.ShouldContain("close wait: the program has not closed its end");
        text.ShouldContain("10 segments of 1448 B");
        text.ShouldContain("sent again");
    }

    [Fact]
    public void Without_a_process_the_details_say_what_would_name_it()
    {
        _snapshots.Set(new AttributionSnapshot { Version = 1, TakenAt = DateTimeOffset.UnixEpoch, Notice = "Kernel events need root. Run: sudo netwatch" });
        Draw(120, 60);
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(120, 60).ShouldContain("Run: sudo netwatch");
    }

    void SetProcess(AttributionEvidence evidence, string name = "curl")
    {
        FlowTableSnapshot flows = SampleTraffic.Flows();
        var process = new ProcessIdentity { Key = new ProcessKey(4242, 1), Name = name, Executable = "/usr/bin/curl", UserId = 0, UserName = "root" };
        FlowRecord record = flows.Rows[0].Record with { ClientProcess = new SocketOwner(process, evidence, "ebpf") };
        _snapshots.Set(flows with { Version = flows.Version + 1, Rows = flows.Rows.SetItem(0, flows.Rows[0] with { Record = record }) });
    }

    [Fact]
    public void Flows_that_ended_long_ago_are_listed_on_a_key_and_for_files()
    {
        Draw().ShouldNotContain("dns");
        Press("e");
        Draw().ShouldContain("dns");
        Press("e");
        _snapshots.Set(SampleTraffic.Engine(2) with { State = SourceState.Ended, Progress = 1 });
        _snapshots.Set(SampleTraffic.Flows(2));
        Draw().ShouldContain("dns");
        Draw().ShouldNotContain("open only");
    }

    [Fact]
    public void On_a_second_key_only_what_is_open_is_listed()
    {
        Draw().ShouldContain("198.51.100.7:25");
        Press("ee");
        Draw().ShouldNotContain("198.51.100.7:25");
        Draw().ShouldContain("open only");
        Draw().ShouldContain("10.0.0.5:22");
    }

    [Fact]
    public void Of_a_long_name_of_a_process_the_end_goes_and_the_pid_stays()
    {
        SetProcess(AttributionEvidence.Exact, "mosquitto_publisher");
        Draw(120, 24).ShouldContain("mosquitt… 4242");
    }

    [Fact]
    public void Following_keeps_the_newest_flow_selected()
    {
        Draw(80, 6);
        Press("f");
        Draw(80, 6).ShouldContain("following");
        Publish(2, 1, rows => rows.Add(rows[0] with { Number = 99, ServerName = "new.example" }));
        Draw(80, 6).ShouldContain("new.example");
    }

    [Fact]
    public void Facts_from_the_wire_are_cleaned_wrapped_and_bounded()
    {
        var values = Enumerable.Range(0, 5_000).Select(i => KeyValuePair.Create($"field{i}", (object)("\u001b[31m\u202e" + new string('x', 100_000)))).ToList();
        Publish(2, 1, rows => [rows[0] with { Record = rows[0].Record with { Facts = [new OpenFact("evil", "fact", values)] } }]);
        Draw(200, 60);
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(200, 60).ShouldNotContain('\u001b');
        Press("w");
        _tab.OnKey(new KeyPress(Key.End));
        Draw(200, 60).ShouldContain("more than is shown here");
    }

    [Fact]
    public void A_record_without_facts_has_details_too()
    {
        Publish(2, 1, rows => [rows[0] with { Record = rows[0].Record with { Facts = null! } }]);
        Draw();
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw().ShouldContain("Flow 1");
    }
}
