using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Terminals;

/// <summary>The console of a Windows process: keys through <see cref="Console"/>, no mouse; output as escape sequences, which Windows 10 and later understand.</summary>
[SupportedOSPlatform("windows")]
public sealed partial class WindowsTerminal : ITerminal
{
    const int StandardOutput = -11;
    const uint VirtualTerminalProcessing = 4, NoAutoReturn = 8;

    readonly Stream _output = Console.OpenStandardOutput();
    readonly Lock _lock = new();
    readonly nint _handle = GetStdHandle(StandardOutput);
    uint _savedMode;
    bool _isEntered;
    Thread? _reader;

    /// <inheritdoc/>
    public TerminalSize Size
    {
        get
        {
            try
            {
                return new TerminalSize(Console.WindowWidth, Console.WindowHeight);
            }
            catch (IOException)
            {
                return new TerminalSize(80, 24);
            }
        }
    }

    /// <inheritdoc/>
    public ColorDepth Colors { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? ColorDepth.TrueColor : ColorDepth.None;

    /// <inheritdoc/>
    public void Enter(EventQueue events)
    {
        lock (_lock)
        {
            if (_isEntered) return;
            GetConsoleMode(_handle, out _savedMode);
            SetConsoleMode(_handle, _savedMode | VirtualTerminalProcessing | NoAutoReturn);
            Console.TreatControlCAsInput = true;
            _isEntered = true;
            _output.Write("\e[?1049h\e[0m\e[H\e[2J\e[?7l\e[?25l"u8);
            _output.Flush();
            _reader ??= StartReader(events);
        }
    }

    /// <inheritdoc/>
    public void Leave()
    {
        lock (_lock)
        {
            if (!_isEntered) return;
            _output.Write("\e[0m\e[?7h\e[?25h\e[?1049l"u8);
            _output.Flush();
            Console.TreatControlCAsInput = false;
            SetConsoleMode(_handle, _savedMode);
            _isEntered = false;
        }
    }

    /// <inheritdoc/>
    public void Suspend()
    {
        // Windows has no job control.
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!_isEntered) return;
            _output.Write(bytes);
            _output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave();
        _output.Dispose();
    }

    // A background thread: ReadKey can't be woken, and the process does not wait for it.
    static Thread StartReader(EventQueue events)
    {
        var thread = new Thread(() =>
        {
            while (true)
            {
                ConsoleKeyInfo info = Console.ReadKey(intercept: true);
                if (Translate(info) is { } key) events.Post(new TerminalEvent(TerminalEventKind.Key, key));
            }
        }) { IsBackground = true, Name = "terminal input" };
        thread.Start();
        return thread;
    }

    static KeyPress? Translate(ConsoleKeyInfo info)
    {
        KeyModifiers held = (info.Modifiers.HasFlag(ConsoleModifiers.Shift) ? KeyModifiers.Shift : 0)
            | (info.Modifiers.HasFlag(ConsoleModifiers.Alt) ? KeyModifiers.Alt : 0)
            | (info.Modifiers.HasFlag(ConsoleModifiers.Control) ? KeyModifiers.Control : 0);
        Key key = info.Key switch
        {
            ConsoleKey.UpArrow => Key.Up,
            ConsoleKey.DownArrow => Key.Down,
            ConsoleKey.LeftArrow => Key.Left,
            ConsoleKey.RightArrow => Key.Right,
            ConsoleKey.Home => Key.Home,
            ConsoleKey.End => Key.End,
            ConsoleKey.PageUp => Key.PageUp,
            ConsoleKey.PageDown => Key.PageDown,
            ConsoleKey.Insert => Key.Insert,
            ConsoleKey.Delete => Key.Delete,
            ConsoleKey.Enter => Key.Enter,
            ConsoleKey.Escape => Key.Escape,
            ConsoleKey.Tab => Key.Tab,
            ConsoleKey.Backspace => Key.Backspace,
            >= ConsoleKey.F1 and <= ConsoleKey.F12 => Key.F1 + (byte)(info.Key - ConsoleKey.F1),
            _ => Key.Character,
        };
        if (key != Key.Character) return new KeyPress(key, 0, held);
        if (held.HasFlag(KeyModifiers.Control) && info.Key is >= ConsoleKey.A and <= ConsoleKey.Z)
            return new KeyPress(Key.Character, 'a' + (info.Key - ConsoleKey.A), held & ~KeyModifiers.Shift);
        return info.KeyChar < ' ' ? null : new KeyPress(Key.Character, info.KeyChar, held & ~KeyModifiers.Shift);
    }

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint GetStdHandle(int handle);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetConsoleMode(nint console, out uint mode);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetConsoleMode(nint console, uint mode);
}
