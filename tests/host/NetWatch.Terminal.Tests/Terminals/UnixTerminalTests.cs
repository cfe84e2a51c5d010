using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Terminals;

namespace NetWatch.Terminal.Tests.Terminals;

/// <summary>Against a pseudo terminal of the kernel, Linux only: its constants differ elsewhere.</summary>
public sealed class UnixTerminalTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Left_the_terminal_is_as_it_was_byte_for_byte()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var pair = new PseudoTerminal();
        using UnixTerminal terminal = UnixTerminal.On(pair.Slave);
        byte[] before = pair.Settings();
        terminal.Enter(new EventQueue());
        pair.Settings().ShouldNotBe(before);
        var screen = new TestScreen();
        screen.Resize(80, 24);
        screen.Feed(System.Text.Encoding.UTF8.GetBytes(pair.Read()));
        screen.Modes.ShouldBe(["?1049", "?1000", "?1002", "?1006", "?2004"], ignoreOrder: true);
        terminal.Leave();
        terminal.Leave();
        pair.Settings().ShouldBe(before);
        screen.Feed(System.Text.Encoding.UTF8.GetBytes(pair.Read()));
        screen.Modes.ShouldBe(["?7", "?25"], ignoreOrder: true);
        screen.Style.ShouldBe("\e[0m");
    }

    [Fact]
    public void Keys_arrive_as_events_and_Ctrl_C_is_one_of_them()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var pair = new PseudoTerminal();
        using UnixTerminal terminal = UnixTerminal.On(pair.Slave);
        var events = new EventQueue();
        terminal.Enter(events);
        pair.Type("a\e[A\x03"u8);
        Next(events).Key.ShouldBe(new KeyPress(Key.Character, 'a'));
        Next(events).Key.ShouldBe(new KeyPress(Key.Up));
        Next(events).Key.ShouldBe(new KeyPress(Key.Character, 'c', KeyModifiers.Control));
        pair.Type("\e"u8);
        Next(events).Key.ShouldBe(new KeyPress(Key.Escape));
    }

    [Fact]
    public void The_size_is_the_kernels_and_80x24_when_it_knows_none()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var pair = new PseudoTerminal();
        using UnixTerminal terminal = UnixTerminal.On(pair.Slave);
        terminal.Size.ShouldBe(new TerminalSize(80, 24));
        pair.SetSize(123, 45);
        terminal.Size.ShouldBe(new TerminalSize(123, 45));
    }

    [Fact]
    public void A_terminal_that_goes_away_ends_the_program_with_129()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var pair = new PseudoTerminal();
        using UnixTerminal terminal = UnixTerminal.On(pair.Slave);
        var events = new EventQueue();
        terminal.Enter(events);
        pair.HangUp();
        Next(events).ShouldBe(new TerminalEvent(TerminalEventKind.Quit, Value: 129));
    }

    static TerminalEvent Next(EventQueue events)
    {
        events.TryTake(out TerminalEvent next, Patience).ShouldBeTrue("an event should have come");
        return next;
    }
}
