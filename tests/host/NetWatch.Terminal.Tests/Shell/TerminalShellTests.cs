using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Terminals;

namespace NetWatch.Terminal.Tests.Shell;

public sealed class TerminalShellTests : IDisposable
{
    readonly TestTerminal _terminal = new(80, 24);
    readonly TestHost _around = new(new TestTab());

    [Fact]
    public void The_bars_come_first_then_the_tab_and_q_ends_it_restored()
    {
        _terminal.AfterFrame = (terminal, frame) =>
        {
            if (frame == 2) terminal.Type("q");
        };
        Run(new TestTab("content")).ShouldBe(0);
        _terminal.Frames[0].ShouldContain("1 Tab");
        _terminal.Frames[0].ShouldNotContain("content");
        _terminal.Frames[1].ShouldContain("content");
        (_terminal.Entered, _terminal.Left).ShouldBe((1, 1));
    }

    [Fact]
    public void A_burst_of_keys_is_taken_whole_in_one_frame()
    {
        var tab = new TestTab { UsedKeys = "abcdefgh" };
        _terminal.AfterFrame = (terminal, frame) =>
        {
            if (frame == 2) terminal.Type("abcdefghq");
        };
        Run(tab);
        tab.Typed.ShouldBe("abcdefghq");
        _terminal.Frames.Count.ShouldBe(2);
    }

    [Fact]
    public void A_changed_snapshot_is_drawn_without_a_key()
    {
        _terminal.AfterFrame = (terminal, frame) =>
        {
            if (frame == 2) _around.Engine = _around.Engine! with { Packets = 42 };
            if (frame == 3) terminal.Type("q");
        };
        Run(new TestTab());
        _terminal.Frames[2].ShouldContain("tab 80×22 42");
    }

    [Fact]
    public void Another_size_is_drawn_in_full()
    {
        _terminal.AfterFrame = (terminal, frame) =>
        {
            if (frame == 2)
            {
                terminal.Size = new TerminalSize(100, 40);
                terminal.Post(new TerminalEvent(TerminalEventKind.Resize));
            }

            if (frame == 3) terminal.Type("q");
        };
        Run(new TestTab());
        _terminal.Frames[2].ShouldContain("tab 100×37");
        _terminal.Frames[2].ShouldNotContain("#");
    }

    [Fact]
    public void A_signal_ends_it_with_its_exit_code()
    {
        _terminal.AfterFrame = (terminal, frame) => terminal.Post(new TerminalEvent(TerminalEventKind.Quit, Value: 143));
        Run(new TestTab()).ShouldBe(143);
        _terminal.Left.ShouldBe(1);
    }

    [Fact]
    public void Cancellation_ends_it()
    {
        using var source = new CancellationTokenSource();
        _terminal.AfterFrame = (terminal, frame) => source.Cancel();
        Run(new TestTab(), source.Token).ShouldBe(0);
    }

    [Fact]
    public void An_exception_of_the_terminal_itself_restores_it()
    {
        _terminal.AfterFrame = (terminal, frame) => throw new IOException("gone");
        Should.Throw<IOException>(() => Run(new TestTab()));
        _terminal.Left.ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(ITab.Draw), ""), InlineData(nameof(ITab.OnKey), "x"), InlineData(nameof(ITab.Keys), "")]
    public void A_tab_that_hangs_is_left_alone_named_and_made_anew_and_the_others_can_be_used(string member, string keys)
    {
        using var never = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        // High enough for the line of keys.
        _terminal.Size = new TerminalSize(80, 40);
        var time = new ManualTime();
        int made = 0;
        ITab Make()
        {
            return made++ == 0 ? new TestTab("first") { HangsIn = member, Hang = () => { hangs.Set(); never.Wait(); } } : new TestTab("anew") { UsedKeys = "x" };
        }

        var seen = new List<string>();
        _terminal.AfterFrame = (terminal, frame) =>
        {
            string text = terminal.Screen.Text;
            if (frame == 2) terminal.Type(keys);
            if (text.Contains("has stopped", StringComparison.Ordinal) && seen.Count == 0)
            {
                seen.Add(text);
                terminal.Type("2");
            }
            else if (text.Contains("other", StringComparison.Ordinal) && seen.Count == 1)
            {
                seen.Add(text);
                terminal.Type("1R");
            }
            else if (text.Contains("anew", StringComparison.Ordinal))
            {
                seen.Add(text);
                terminal.Type("q");
            }
        };
        var shell = new TerminalShell(new ShellOptions { Terminal = _terminal },
            [new ShellTab("a", "First", "test.first", Make), new ShellTab("b", "Second", "test.second", () => new TestTab("other"))], _around, _around, time);
        int? exit = null;
        var runs = new Thread(() => exit = shell.Run(CancellationToken.None));
        runs.Start();
        if (keys.Length == 0) hangs.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        SpinWait.SpinUntil(() => hangs.IsSet, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        // Nobody but the clock moves here: whatever waits in real time looks again soon.
        while (!runs.Join(TimeSpan.FromMilliseconds(20))) time.Advance(TimeSpan.FromMilliseconds(200));
        exit.ShouldBe(0);
        seen[0].ShouldContain($"{member}: it has not come back for 5 s");
        seen[0].ShouldContain("test.first");
        seen.Count.ShouldBe(3);
        never.Set();
    }

    [Fact]
    public void A_thread_that_comes_back_after_it_was_given_up_draws_nothing()
    {
        using var late = new ManualResetEventSlim();
        using var back = new ManualResetEventSlim();
        var time = new ManualTime();
        var tab = new TestTab("late") { HangsIn = nameof(ITab.Draw), Hang = () => { late.Wait(); back.Set(); } };
        _terminal.AfterFrame = (terminal, frame) =>
        {
            if (!terminal.Screen.Text.Contains("has stopped", StringComparison.Ordinal)) return;
            late.Set();
            back.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            terminal.Type("q");
        };
        var shell = new TerminalShell(new ShellOptions { Terminal = _terminal }, [new ShellTab("a", "First", "test.first", () => tab)], _around, _around, time);
        var runs = new Thread(() => shell.Run(CancellationToken.None));
        runs.Start();
        while (!runs.Join(TimeSpan.FromMilliseconds(20))) time.Advance(TimeSpan.FromMilliseconds(200));
        _terminal.Frames.ShouldAllBe(frame => !frame.Contains("late 80", StringComparison.Ordinal));
    }

    [Fact]
    public void Suspended_and_resumed_everything_is_painted_anew()
    {
        _terminal.AfterFrame = (terminal, frame) =>
        {
            if (frame == 2)
            {
                terminal.Type("\x1a");
                terminal.Screen.Resize(80, 24);
                terminal.Post(new TerminalEvent(TerminalEventKind.Resumed));
            }

            if (frame == 3) terminal.Type("q");
        };
        Run(new TestTab());
        _terminal.Suspended.ShouldBe(1);
        _terminal.Frames[2].ShouldNotContain("#");
    }

    public void Dispose() => _terminal.Dispose();

    int Run(ITab tab, CancellationToken cancellation = default)
    {
        var shell = new TerminalShell(
            new ShellOptions { Terminal = _terminal }, [new ShellTab("tab", "Tab", "test.tab", () => tab)], _around, _around, TimeProvider.System);
        return shell.Run(cancellation);
    }
}
