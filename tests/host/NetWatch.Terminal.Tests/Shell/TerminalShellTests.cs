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
