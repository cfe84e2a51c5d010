using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Input;

namespace NetWatch.Terminal.Tests.Input;

public sealed class InputParserTests
{
    [Theory]
    [InlineData("\e[A", Key.Up, KeyModifiers.None)]
    [InlineData("\eOA", Key.Up, KeyModifiers.None)]
    [InlineData("\e[B", Key.Down, KeyModifiers.None)]
    [InlineData("\eOC", Key.Right, KeyModifiers.None)]
    [InlineData("\e[D", Key.Left, KeyModifiers.None)]
    [InlineData("\e[1;5C", Key.Right, KeyModifiers.Control)]
    [InlineData("\e[1;2A", Key.Up, KeyModifiers.Shift)]
    [InlineData("\e[1;3A", Key.Up, KeyModifiers.Alt)]
    [InlineData("\e[1;8B", Key.Down, KeyModifiers.Shift | KeyModifiers.Alt | KeyModifiers.Control)]
    [InlineData("\eOa", Key.Up, KeyModifiers.Control)]
    [InlineData("\e[a", Key.Up, KeyModifiers.Shift)]
    [InlineData("\e[H", Key.Home, KeyModifiers.None)]
    [InlineData("\eOH", Key.Home, KeyModifiers.None)]
    [InlineData("\e[1~", Key.Home, KeyModifiers.None)]
    [InlineData("\e[7~", Key.Home, KeyModifiers.None)]
    [InlineData("\e[F", Key.End, KeyModifiers.None)]
    [InlineData("\eOF", Key.End, KeyModifiers.None)]
    [InlineData("\e[4~", Key.End, KeyModifiers.None)]
    [InlineData("\e[8~", Key.End, KeyModifiers.None)]
    [InlineData("\e[2~", Key.Insert, KeyModifiers.None)]
    [InlineData("\e[3~", Key.Delete, KeyModifiers.None)]
    [InlineData("\e[3;5~", Key.Delete, KeyModifiers.Control)]
    [InlineData("\e[3$", Key.Delete, KeyModifiers.Shift)]
    [InlineData("\e[3^", Key.Delete, KeyModifiers.Control)]
    [InlineData("\e[5~", Key.PageUp, KeyModifiers.None)]
    [InlineData("\e[6~", Key.PageDown, KeyModifiers.None)]
    [InlineData("\eOP", Key.F1, KeyModifiers.None)]
    [InlineData("\e[11~", Key.F1, KeyModifiers.None)]
    [InlineData("\e[[A", Key.F1, KeyModifiers.None)]
    [InlineData("\e[1;2P", Key.F1, KeyModifiers.Shift)]
    [InlineData("\eOS", Key.F4, KeyModifiers.None)]
    [InlineData("\e[15~", Key.F5, KeyModifiers.None)]
    [InlineData("\e[[E", Key.F5, KeyModifiers.None)]
    [InlineData("\e[17~", Key.F6, KeyModifiers.None)]
    [InlineData("\e[21~", Key.F10, KeyModifiers.None)]
    [InlineData("\e[23~", Key.F11, KeyModifiers.None)]
    [InlineData("\e[24;5~", Key.F12, KeyModifiers.Control)]
    [InlineData("\e[Z", Key.Tab, KeyModifiers.Shift)]
    [InlineData("\t", Key.Tab, KeyModifiers.None)]
    [InlineData("\r", Key.Enter, KeyModifiers.None)]
    [InlineData("\eOM", Key.Enter, KeyModifiers.None)]
    [InlineData("\x7f", Key.Backspace, KeyModifiers.None)]
    [InlineData("\b", Key.Backspace, KeyModifiers.None)]
    [InlineData("\e[13;5u", Key.Enter, KeyModifiers.Control)]
    public void A_key_is_known_however_the_terminal_says_it(string bytes, Key key, KeyModifiers held) =>
        Keys(bytes).ShouldBe([new KeyPress(key, 0, held)]);

    [Theory]
    [InlineData("q", 'q', KeyModifiers.None)]
    [InlineData("\ex", 'x', KeyModifiers.Alt)]
    [InlineData("\eé", 'é', KeyModifiers.Alt)]
    [InlineData("漢", '漢', KeyModifiers.None)]
    [InlineData("\x03", 'c', KeyModifiers.Control)]
    [InlineData("\0", ' ', KeyModifiers.Control)]
    [InlineData("\x1c", '\\', KeyModifiers.Control)]
    [InlineData("\eOp", '0', KeyModifiers.None)]
    [InlineData("\e[99;5u", 'c', KeyModifiers.Control)]
    [InlineData("\e[27;5;99~", 'c', KeyModifiers.Control)]
    public void A_character_comes_with_what_was_held(string bytes, char rune, KeyModifiers held) =>
        Keys(bytes).ShouldBe([new KeyPress(Key.Character, rune, held)]);

    [Theory]
    [InlineData("\e", Key.Escape, 0, KeyModifiers.None)]
    [InlineData("\e[", Key.Character, '[', KeyModifiers.Alt)]
    [InlineData("\eO", Key.Character, 'O', KeyModifiers.Alt)]
    [InlineData("\e]", Key.Character, ']', KeyModifiers.Alt)]
    public void What_could_begin_a_sequence_counts_for_itself_after_25_ms(string bytes, Key key, int rune, KeyModifiers held)
    {
        var events = new List<TerminalEvent>();
        var parser = new InputParser(events.Add);
        parser.Feed(Encoding.UTF8.GetBytes(bytes));
        events.ShouldBeEmpty();
        parser.PendingTimeout.ShouldBe(TimeSpan.FromMilliseconds(25));
        parser.Timeout();
        events.Select(e => e.Key).ShouldBe([new KeyPress(key, rune, held)]);
        parser.PendingTimeout.ShouldBeNull();
    }

    [Fact]
    public void All_keys_of_a_burst_are_taken() =>
        Keys("124\e[A\e[A\eOBqé\e\e[6~").ShouldBe(
        [
            Char('1'), Char('2'), Char('4'), new(Key.Up), new(Key.Up), new(Key.Down), Char('q'), Char('é'), new(Key.Escape), new(Key.PageDown),
        ]);

    [Theory]
    [InlineData("\e[<0;5;3M", MouseKind.Press, 4, 2)]
    [InlineData("\e[<0;5;3m", MouseKind.Release, 4, 2)]
    [InlineData("\e[<32;200;60M", MouseKind.Drag, 199, 59)]
    [InlineData("\e[<64;1;1M", MouseKind.WheelUp, 0, 0)]
    [InlineData("\e[<65;1;1M", MouseKind.WheelDown, 0, 0)]
    [InlineData("\e[<4;5;3M", MouseKind.Press, 4, 2)]
    [InlineData("\e[M %#", MouseKind.Press, 4, 2)]
    public void The_mouse_is_told_in_cells_from_zero(string bytes, MouseKind kind, int x, int y) =>
        Events(bytes).ShouldBe([new TerminalEvent(TerminalEventKind.Mouse, Mouse: new MouseInput(kind, x, y))]);

    [Theory]
    [InlineData("\e[<2;5;3M")]
    [InlineData("\e[<35;5;3M")]
    [InlineData("\e[<0;0;0M")]
    [InlineData("\e[I")]
    [InlineData("\e[O")]
    [InlineData("\e[?2026;1$y")]
    [InlineData("\e[99999999999999999999~")]
    public void What_nobody_asked_for_is_no_key(string bytes) => Events(bytes).ShouldBeEmpty();

    [Fact]
    public void A_paste_comes_as_characters_that_confirm_nothing()
    {
        TerminalEvent[] events = Events("\e[200~tls\r\nq\e[A\x01\e[201~x");
        events.Select(e => e.Kind).ShouldBe([.. Enumerable.Repeat(TerminalEventKind.Paste, 6), TerminalEventKind.Key]);
        string.Concat(events.Select(e => (char)e.Key.Rune)).ShouldBe("tls  qx");
    }

    [Fact]
    public void A_paste_without_an_end_gives_the_keyboard_back()
    {
        var events = new List<TerminalEvent>();
        var parser = new InputParser(events.Add);
        parser.Feed("\e[200~a"u8);
        parser.PendingTimeout.ShouldNotBeNull();
        parser.Timeout();
        parser.Feed("b"u8);
        events.Select(e => e.Kind).ShouldBe([TerminalEventKind.Paste, TerminalEventKind.Key]);
    }

    [Theory]
    [InlineData("\e]11;rgb:1212/1515/1a1a\e\\", 0x12151A)]
    [InlineData("\e]11;rgb:ff/ff/f0\a", 0xFFFFF0)]
    [InlineData("\e]11;rgb:f/f/f\a", 0xFFFFFF)]
    public void The_answer_about_the_background_is_a_colour_and_no_key(string bytes, int rgb) =>
        Events(bytes).ShouldBe([new TerminalEvent(TerminalEventKind.Background, Value: rgb)]);

    [Theory]
    [InlineData("\e]11;rgb:zz/00/00\a")]
    [InlineData("\e]11;rgb:12345/0/0\a")]
    [InlineData("\e]11;rgb:\a")]
    [InlineData("\e]52;c;AAAA\e\\")]
    public void Another_answer_is_nothing(string bytes) => Events(bytes).ShouldBeEmpty();

    [Fact]
    public void However_the_bytes_are_cut_the_events_are_the_same()
    {
        string[] pieces = ["\e[A", "\eOB", "é", "漢", "🚀", "x", "\e[1;5C", "\e[<0;10;20M", "\e[200~hi\e[201~", "\ex", "\e[15~", "\e]11;rgb:1/2/3\a", "\r", "\e[M !!"];
        Arbitrary<(int[], int[])> cases = Gen.Choose(0, pieces.Length - 1).ArrayOf().SelectMany(a => Gen.Choose(1, 5).ArrayOf(), (a, b) => (a, b)).ToArbitrary();
        Prop.ForAll(cases, sample =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(sample.Item1.Select(i => pieces[i])));
            var cut = new List<TerminalEvent>();
            var parser = new InputParser(cut.Add);
            int at = 0;
            foreach (int size in sample.Item2)
            {
                int length = Math.Min(size, bytes.Length - at);
                parser.Feed(bytes.AsSpan(at, length));
                at += length;
            }

            parser.Feed(bytes.AsSpan(at));
            return cut.SequenceEqual(Events(bytes));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void After_any_garbage_and_a_pause_the_next_key_is_itself_and_Ctrl_C_needs_no_pause()
    {
        Arbitrary<byte[]> garbage = Gen.Frequency(
            (3, Gen.Choose(0, 255).Select(n => (byte)n)),
            (2, Gen.Elements<byte>(0x1B, (byte)'[', (byte)']', (byte)'O', (byte)'<', (byte)';', (byte)'M', (byte)'2', (byte)'0', (byte)'~'))).ArrayOf().ToArbitrary();
        Prop.ForAll(garbage, bytes =>
        {
            var events = new List<TerminalEvent>();
            var parser = new InputParser(events.Add);
            parser.Feed(bytes);
            parser.Feed([0x03]);
            bool isThrough = events.Count > 0 && events[^1] == new TerminalEvent(TerminalEventKind.Key, new KeyPress(Key.Character, 'c', KeyModifiers.Control));
            parser.Feed(bytes);
            parser.Timeout();
            parser.Feed("a"u8);
            return isThrough && events[^1] == new TerminalEvent(TerminalEventKind.Key, Char('a')) && parser.PendingTimeout is null;
        }).QuickCheckThrowOnFailure();
    }

    static KeyPress Char(int rune) => new(Key.Character, rune);

    static KeyPress[] Keys(string text) => [.. Events(text).Select(e => e.Key)];

    static TerminalEvent[] Events(string text) => Events(Encoding.UTF8.GetBytes(text));

    static TerminalEvent[] Events(byte[] bytes)
    {
        var events = new List<TerminalEvent>();
        new InputParser(events.Add).Feed(bytes);
        return [.. events];
    }
}
