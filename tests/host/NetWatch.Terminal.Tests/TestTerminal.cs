using NetWatch.Terminal.Input;
using NetWatch.Terminal.Terminals;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Tests;

/// <summary>A terminal without a terminal: a size, a screen that replays what is written, and a script that is run frame by frame.</summary>
sealed class TestTerminal(int width, int height) : ITerminal
{
    EventQueue? _events;

    public TestScreen Screen { get; } = new();

    public TerminalSize Size { get; set; } = new(width, height);

    public ColorDepth Colors => ColorDepth.TrueColor;

    public int Entered { get; private set; }

    public int Left { get; private set; }

    public int Suspended { get; private set; }

    public List<string> Frames { get; } = [];

    /// <summary>Called after each frame, on the screen's thread, with the number of the frame.</summary>
    public Action<TestTerminal, int> AfterFrame { get; set; } = (_, _) => { };

    public void Enter(EventQueue events)
    {
        _events = events;
        Entered++;
        Screen.Resize(Size.Width, Size.Height);
    }

    public void Leave() => Left++;

    public void Suspend() => Suspended++;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (Screen.Width != Size.Width || Screen.Height != Size.Height) Screen.Resize(Size.Width, Size.Height);
        Screen.Feed(bytes);
        Frames.Add(Screen.Text);
        AfterFrame(this, Frames.Count);
    }

    /// <summary>Types, as if at the keyboard.</summary>
    public void Type(string text) => new InputParser(e => Post(e)).Feed(System.Text.Encoding.UTF8.GetBytes(text));

    public void Post(TerminalEvent terminalEvent) => _events!.Post(terminalEvent);

    public void Dispose()
    {
    }
}
