using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Packets.Tests;

public sealed class PacketsTabTests
{
    readonly TestSnapshots _snapshots = new();
    readonly TestPacketHistory _history = SampleTraffic.Packets(7_000);
    readonly PacketsTab _tab;
    TestSurface _grid = new(80, 24);

    public PacketsTabTests()
    {
        _snapshots.Set(SampleTraffic.Engine());
        _tab = new PacketsTab(new TestPluginContext(_snapshots, new TestFilters(), _history, new UtcClock()));
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
    public void At_80x24_with_a_packet_selected()
    {
        Draw();
        Press("kk");
        Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    [Fact]
    public void At_80x24_with_its_bytes()
    {
        Draw();
        Press("kkx");
        Draw().ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    [Fact]
    public void At_200x60_with_a_packet_selected()
    {
        Draw(200, 60);
        Press("kk");
        Draw(200, 60).ShouldMatchApproved(c => c.SubFolder("Approved"));
    }

    void Arrive(int count)
    {
        for (int i = 0; i < count; i++) _history.Add(SampleTraffic.Packet(_history.Last + 1));
    }

    static string Numbers(string text) => string.Join(' ', text.Split('\n').Skip(2).Select(line => line.Trim().Split(' ')[0]));

    [Fact]
    public void Following_goes_along_with_the_newest_and_standing_still_does_not()
    {
        Numbers(Draw(80, 5)).ShouldBe("6998 6999 7000");
        Arrive(10);
        Numbers(Draw(80, 5)).ShouldBe("7008 7009 7010");
        Press("f");
        Arrive(10);
        Numbers(Draw(80, 5)).ShouldBe("7008 7009 7010");
        Press("f");
        Numbers(Draw(80, 5)).ShouldBe("7018 7019 7020");
    }

    [Fact]
    public void A_list_that_stands_still_stays_readable_when_its_packets_are_overwritten()
    {
        Draw(80, 5);
        Press("f");
        string before = Draw(80, 5);
        Arrive(50_000);
        Draw(80, 5).Split('\n')[2..].Select(line => line.TrimEnd('│', '┃', ' ')).ShouldBe(before.Split('\n')[2..].Select(line => line.TrimEnd('│', '┃', ' ')));
        _grid[2, 3].Role.ShouldBe(StyleRole.Muted);
    }

    [Fact]
    public void A_packet_that_was_never_seen_before_it_was_overwritten_is_said_to_be_gone()
    {
        Draw();
        Press("k");
        Draw();
        Arrive(50_000);
        for (int i = 0; i < 30; i++) Press("j");
        Draw().ShouldContain("gone from the ring");
        Draw().ShouldContain("newer ones have overwritten it");
    }

    [Fact]
    public void The_selected_packet_keeps_its_details_when_it_is_overwritten()
    {
        Draw();
        Press("k");
        Draw();
        Arrive(50_000);
        string text = Draw();
        text.ShouldContain("Frame 7000");
        text.ShouldContain("Details (gone from the ring)");
    }

    [Fact]
    public void Lines_and_trees_are_made_only_for_what_is_in_sight_and_once()
    {
        Draw();
        Press("k");
        Draw();
        (int summaries, int dissections) = (_history.Summaries, _history.Dissections);
        summaries.ShouldBeLessThanOrEqualTo(2 * 24);
        dissections.ShouldBe(1);
        for (int i = 0; i < 10; i++) Draw();
        (_history.Summaries, _history.Dissections).ShouldBe((summaries, dissections));
    }

    [Fact]
    public void A_filter_lists_what_passes_and_keeps_the_selected_packet()
    {
        Draw();
        Press(":6980");
        _tab.OnKey(new KeyPress(Key.Enter));
        Press("/app:dns");
        _tab.OnKey(new KeyPress(Key.Enter));
        string text = Draw();
        text.ShouldEndWith("1,000 pass");
        text.ShouldContain("Frame 6980");
        text.Split('\n')[2..8].ShouldAllBe(line => line.Contains(" dns "));
        Press("k");
        Draw().ShouldContain("Frame 6975");
        _tab.OnKey(new KeyPress(Key.Escape));
        text = Draw();
        text.ShouldContain("Frame 6975");
        text.ShouldContain("  6974 ");
    }

    [Fact]
    public void A_long_search_goes_on_over_many_frames_and_says_how_far_it_is()
    {
        var tab = new PacketsTab(new TestPluginContext(_snapshots, new TestFilters(), _history, new SlowClock()));
        var grid = new TestSurface(80, 24);
        grid.Draw(tab, _snapshots);
        foreach (char letter in "/app:dns") tab.OnKey(new KeyPress(Key.Character, letter));
        grid.Draw(tab, _snapshots);
        tab.WantsFrame.ShouldBeTrue();
        grid.ToText().ShouldMatch(@"\d+ pass, searched \d+%");
        int frames = 1;
        for (; tab.WantsFrame; frames++) grid.Draw(tab, _snapshots, frames);
        frames.ShouldBeInRange(5, 30);
        grid.ToText().ShouldContain("1,000 pass");
        grid.ToText().ShouldNotContain("searched");
    }

    [Fact]
    public void New_packets_are_filtered_as_they_come()
    {
        Draw();
        Press("/app:dns");
        Draw();
        Arrive(5);
        Draw().Split('\n')[21].ShouldStartWith("   7005");
    }

    [Fact]
    public void Half_a_million_packets_are_searched_within_bounds_of_memory()
    {
        var history = SampleTraffic.Packets(500_000, 500_000);
        var tab = new PacketsTab(new TestPluginContext(_snapshots, new TestFilters(), history, new UtcClock()));
        var grid = new TestSurface(80, 24);
        grid.Draw(tab, _snapshots);
        foreach (char letter in "/app:tls") tab.OnKey(new KeyPress(Key.Character, letter));
        for (int i = 0; i < 100_000 && (i == 0 || tab.WantsFrame); i++) grid.Draw(tab, _snapshots, i + 1);
        grid.ToText().ShouldContain("400,000 pass");
    }

    [Fact]
    public void Jumping_to_a_number_that_is_not_there_says_what_is()
    {
        Draw();
        Press(":12");
        _tab.IsEditing.ShouldBeTrue();
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw().ShouldContain("Packet 12 is gone from the ring, which holds 2001 to 7000.");
        Press(":99999");
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw().ShouldContain("There is no packet 99999 yet; the newest is 7000.");
    }

    [Fact]
    public void The_bytes_of_the_selected_node_are_marked()
    {
        Draw(200, 60);
        Press("k");
        Draw(200, 60);
        _tab.OnKey(new KeyPress(Key.Enter)).ShouldBeTrue();
        _tab.OnKey(new KeyPress(Key.Down)).ShouldBeTrue();
        string[] map = DrawMap(200, 60);
        // Ethernet is the first fourteen of sixteen bytes.
        map.Count(row => row.Length > 102 && row[102..].Contains(new string('s', 14 * 3), StringComparison.Ordinal)).ShouldBe(2, "the row of the list and that of the bytes");
    }

    [Fact]
    public void Enter_goes_into_the_tree_and_left_comes_back()
    {
        Draw();
        Press("k");
        Draw();
        _tab.OnKey(new KeyPress(Key.Enter)).ShouldBeTrue();
        _tab.OnKey(new KeyPress(Key.Right)).ShouldBeTrue();
        Draw().ShouldContain("Flow 2");
        _tab.OnKey(new KeyPress(Key.Left)).ShouldBeTrue();
        _tab.OnKey(new KeyPress(Key.Left)).ShouldBeTrue();
        _tab.OnKey(new KeyPress(Key.Up)).ShouldBeTrue();
        Draw().ShouldContain("Frame 6999");
    }

    [Fact]
    public void The_time_column_shows_three_times()
    {
        Draw(200, 60).ShouldContain("69.990000");
        Press("T");
        Draw(200, 60).ShouldContain("03:05:14.990000");
        Press("T");
        Draw(200, 60).ShouldContain("0.010000");
    }

    [Fact]
    public void A_click_selects_the_packet_under_it()
    {
        Draw();
        _tab.OnMouse(new MouseInput(MouseKind.Press, 20, 4)).ShouldBeTrue();
        Draw().ShouldContain("Frame 6981");
    }

    [Fact]
    public void A_file_is_shown_from_its_beginning_once_it_has_been_read()
    {
        _snapshots.Set(SampleTraffic.Engine(2) with { State = SourceState.Ended, Progress = 1 });
        Draw().ShouldContain("Frame 2001");
    }

    [Fact]
    public void Without_the_capability_it_says_what_is_missing()
    {
        var grid = new TestSurface(80, 24);
        grid.Draw(new PacketsTab(new TestPluginContext(_snapshots, new TestFilters())), _snapshots);
        grid.ToText().ShouldContain("RawPackets");
    }

    [Fact]
    public void Frames_without_ip_are_named_by_their_ethertype()
    {
        _history.Add(new PacketRow { Number = 7_001, Time = SampleTraffic.Start, EtherType = 0x0806, WireLength = 42, CapturedLength = 42 });
        _history.Add(new PacketRow { Number = 7_002, Time = SampleTraffic.Start, EtherType = 0x88CC, WireLength = 42, CapturedLength = 20, IsMalformed = true });
        string text = Draw();
        text.ShouldContain(" arp ");
        text.ShouldContain(" 0x88cc ");
    }

    string[] DrawMap(int width, int height)
    {
        Draw(width, height);
        return _grid.ToStyleMap().Split('\n');
    }

    /// <summary>A clock that stands still, so that a frame's budget never ends, in a zone that is the same on every machine.</summary>
    sealed class UtcClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }

    /// <summary>A clock on which a millisecond passes whenever it is read.</summary>
    sealed class SlowClock : TimeProvider
    {
        long _now;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _now++;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
