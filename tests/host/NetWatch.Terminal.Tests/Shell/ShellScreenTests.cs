using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Terminals;

namespace NetWatch.Terminal.Tests.Shell;

public sealed class ShellScreenTests
{
    readonly TestTab _first = new("first");
    readonly TestTab _second = new("second");
    readonly TestHost _host;

    public ShellScreenTests() => _host = new TestHost(_first, _second);

    [Fact]
    public void Tabs_on_top_the_tab_below_and_the_source_at_the_bottom()
    {
        string[] rows = _host.Text().Split('\n');
        rows.Length.ShouldBe(24);
        rows[0].ShouldBe(" 1 TabA  2 TabB                                                  ? help  q quit");
        rows[1].ShouldBe("first 80×22 1234567");
        rows[23].ShouldBe(" ● eth0  5,243 pkt/s  27.3 Mbit/s  1,234,567 packets  988 MB             0 lost");
    }

    [Fact]
    public void The_titles_of_the_bundled_tabs_fit_into_80_columns()
    {
        string[] titles = ["Dashboard", "Connections", "Packets", "Processes", "Interfaces"];
        var host = new TestHost([.. titles.Select(title => new ShellTab(title, title, "test", () => new TestTab(title)))]);
        host.Top().ShouldBe(" 1 Dashboard  2 Connections  3 Packets  4 Processes  5 Interfaces        ? help");
        host.Size = new TerminalSize(100, 24);
        host.Top().ShouldStartWith(" netwatch  1 Dashboard");
    }

    [Fact]
    public void More_room_shows_more()
    {
        _host.Size = new TerminalSize(200, 60);
        string[] rows = _host.Text().Split('\n');
        rows[0].ShouldStartWith(" netwatch  1 TabA  2 TabB");
        rows[1].ShouldBe("first 200×57 1234567");
        rows[58].ShouldStartWith(" f filter  Enter details");
        rows[58].ShouldEndWith("space pause  t theme  + - tick  ! losses");
        rows[59].ShouldContain("12 of 345 flows");
    }

    [Fact]
    public void The_bars_are_drawn_before_there_is_a_tab_or_a_snapshot()
    {
        _host.Engine = null;
        _host.Draw(barsOnly: true);
        _first.Draws.ShouldBe(0);
        _host.Screen.Row(0).ShouldContain("1 TabA");
        _host.Screen.Row(23).ShouldContain("starting");
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changed()
    {
        _host.Draw().ShouldBeGreaterThan(0);
        _host.Draw().ShouldBe(0);
    }

    [Fact]
    public void A_frame_with_new_numbers_allocates_nothing_on_this_side_of_the_tab()
    {
        EngineSnapshot[] snapshots = [.. Enumerable.Range(0, 64).Select(i => _host.Engine! with { Packets = i * 997, PacketsPerSecond = i, Drops = [new("kernel", i % 3, "")] })];
        foreach (EngineSnapshot snapshot in snapshots) Show(snapshot);
        // Code that is not optimized yet may box what it will not box later: the steady state is what counts.
        long allocated = long.MaxValue;
        for (int round = 0; round < 100 && allocated != 0; round++)
        {
            if (round > 0) Thread.Sleep(20);
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (EngineSnapshot snapshot in snapshots) Render(snapshot);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.ShouldBe(0);

        void Show(EngineSnapshot snapshot)
        {
            _host.Engine = snapshot;
            _host.Draw();
        }

        void Render(EngineSnapshot snapshot)
        {
            _host.Engine = snapshot;
            _host.DrawUnseen();
        }
    }

    [Fact]
    public void Number_keys_Tab_and_clicks_switch_tabs()
    {
        _host.Type("2").Text().ShouldContain("second");
        _host.Type("\t").Text().ShouldContain("first");
        _host.Type("\e[Z").Text().ShouldContain("second");
        _host.Type("\e[<0;3;1M").Text().ShouldContain("first");
        _host.Type("\e[<0;12;1M").Text().ShouldContain("second");
        _host.Type("9").Text().ShouldContain("second");
    }

    [Fact]
    public void The_mouse_inside_the_tab_has_the_coordinates_of_the_tab()
    {
        _host.Draw();
        _host.Type("\e[<0;5;4M\e[<64;1;2M\e[<0;5;24M");
        _first.Mouse.ShouldBe([new MouseInput(MouseKind.Press, 4, 2), new MouseInput(MouseKind.WheelUp, 0, 0)]);
    }

    [Fact]
    public void A_key_that_the_tab_uses_does_not_reach_the_shell()
    {
        _first.UsedKeys = "q2";
        _host.Type("q2").ExitCode.ShouldBeNull();
        _host.Text().ShouldContain("first");
    }

    [Fact]
    public void While_the_tab_takes_text_no_letter_is_a_command()
    {
        _host.Draw();
        _first.IsEditing = true;
        _host.Type("quit 2?").ExitCode.ShouldBeNull();
        _first.Typed.ShouldBe("quit 2?");
        _host.Type("\x03").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_paste_goes_to_a_field_and_nowhere_else()
    {
        _host.Draw();
        _host.Type("\e[200~q\e[201~").ExitCode.ShouldBeNull();
        _first.Typed.ShouldBe("");
        _first.IsEditing = true;
        _host.Type("\e[200~tls\e[201~");
        _first.Typed.ShouldBe("tls");
    }

    [Theory]
    [InlineData("q")]
    [InlineData("\x03")]
    public void Q_and_Ctrl_C_quit(string key) => _host.Type(key).ExitCode.ShouldBe(0);

    [Fact]
    public void Ctrl_Z_suspends_once()
    {
        _host.Type("\x1a").TakeSuspendRequest().ShouldBeTrue();
        _host.TakeSuspendRequest().ShouldBeFalse();
    }

    [Fact]
    public void Ctrl_L_paints_everything_anew()
    {
        int full = _host.Draw();
        _host.Screen.Resize(80, 24);
        _host.Type("\x0c").Draw().ShouldBe(full);
        _host.Screen.Text.ShouldNotContain("#");
    }

    [Fact]
    public void Paused_the_old_snapshots_stay_until_it_goes_on()
    {
        _host.Draw();
        _host.Type("p");
        _host.Engine = _host.Engine! with { Packets = 9 };
        _host.Text().ShouldContain("first 80×22 1234567 paused");
        _host.Status().ShouldContain("PAUSED");
        _host.Type(" ").Text().ShouldContain("first 80×22 9");
        _host.Status().ShouldNotContain("PAUSED");
    }

    [Fact]
    public void Every_loss_is_named_and_what_does_not_fit_is_counted()
    {
        _host.Lose(("kernel", 12), ("ring", 0), ("streams", 3)).Status().ShouldEndWith("lost kernel 12  streams 3");
        (string, long)[] many = [.. Enumerable.Range(0, 12).Select(i => ($"counter{i}", 1000L + i))];
        string status = _host.Lose(many).Status();
        status.ShouldContain(" more !");
        status.ShouldContain("eth0");
    }

    [Fact]
    public void A_notice_is_shown_whole_in_as_many_lines_as_it_needs()
    {
        _host.Engine = _host.Engine! with
        {
            State = SourceState.Failed,
            Notice = "Capturing on eth0 needs CAP_NET_RAW. Grant it with: sudo setcap cap_net_raw,cap_net_admin=eip /usr/bin/netwatch",
        };
        string[] rows = _host.Text().Split('\n');
        rows[21].ShouldBe(" ✗ Capturing on eth0 needs CAP_NET_RAW. Grant it with: sudo setcap");
        rows[22].ShouldBe("   cap_net_raw,cap_net_admin=eip /usr/bin/netwatch");
        rows[1].ShouldBe("first 80×20 1234567");
        _host.Type("\e").Text().ShouldNotContain("CAP_NET_RAW");
        _host.Type("!").Text().ShouldContain("CAP_NET_RAW");
    }

    [Fact]
    public void Help_shows_the_keys_of_the_tab_and_of_the_shell_scrolls_and_closes()
    {
        _host.Size = new TerminalSize(60, 12);
        _host.Draw();
        string top = _host.Type("?").Text();
        top.ShouldContain("Open the filter line.");
        top.ShouldNotContain("quit.");
        _host.Type("\e[F").Text().ShouldContain("quit.");
        _host.Type("q").ExitCode.ShouldBeNull();
        _host.Text().ShouldNotContain("quit.");
        _host.Type("\eOP").Text().ShouldContain("Keys");
        _host.Type("\e").Text().ShouldNotContain("Keys");
    }

    [Fact]
    public void The_overlay_of_losses_explains_each_counter_and_retries_faults()
    {
        _host.Lose(("kernel", 1200));
        _host.Faults = [new ShellFault("detector:scan", "acme.scan", "It threw.", null, DateTimeOffset.UnixEpoch, 2)];
        _host.Draw();
        string text = _host.Type("!").Text();
        text.ShouldContain("1,200 kernel");
        text.ShouldContain("What kernel means.");
        text.ShouldContain("acme.scan");
        text.ShouldContain("(2 times)");
        _host.Status().ShouldContain("1 fault");
        _host.Type("R").Retried.ShouldBe(_host.Faults);
        _host.Type("!").Text().ShouldNotContain("acme.scan");
    }

    [Fact]
    public void The_answer_to_a_key_goes_away_after_a_moment()
    {
        _host.Type("t").Status().ShouldContain("theme light");
        _host.Type("+").Status().ShouldContain("10 frames/s");
        _host.Type("--").Status().ShouldContain("2 frames/s");
    }

    [Theory]
    [InlineData(39, 24)]
    [InlineData(80, 9)]
    [InlineData(12, 3)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void Too_small_is_said_and_nothing_breaks(int width, int height)
    {
        _host.Size = new TerminalSize(width, height);
        _host.Text();
        if (width >= 39) _host.Screen.Text.ShouldContain("netwatch needs 40×10.");
        _first.Draws.ShouldBe(0);
        _host.Size = new TerminalSize(80, 24);
        _host.Text().ShouldContain("first");
    }

    [Fact]
    public void Every_size_can_be_drawn_with_every_overlay()
    {
        _host.Engine = _host.Engine! with { Notice = "A notice that is long enough to be wrapped into several lines of a narrow terminal." };
        foreach (string key in (string[])["", "?", "\e!"])
        {
            _host.Type(key);
            for (int width = 38; width < 100; width += 3)
            {
                for (int height = 8; height < 40; height += 3)
                {
                    _host.Size = new TerminalSize(width, height);
                    _host.Draw();
                }
            }
        }
    }
}
