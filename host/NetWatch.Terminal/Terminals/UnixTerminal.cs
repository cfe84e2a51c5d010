using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Terminals;

/// <summary>
/// The terminal of a Linux or macOS process: raw mode through termios, a reader on a thread of its own, signals. Whatever ends the
/// process and can be heard restores the terminal first.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed unsafe class UnixTerminal : ITerminal
{
    static readonly TerminalSize Fallback = new(80, 24);

    // A terminal that takes no more bytes must not keep the process from ending.
    static readonly TimeSpan PatienceToLeave = TimeSpan.FromSeconds(1);

    readonly int _output;
    readonly int _input;
    readonly SafeFileHandle? _opened;
    readonly byte[] _saved = new byte[UnixNative.TermiosRoom];
    readonly Lock _lock = new();
    readonly TerminalSignals _signals;
    UnixInputReader? _reader;
    EventQueue? _events;
    readonly bool _asksBackground;
    volatile bool _isEntered;
    volatile bool _isGone;

    UnixTerminal(int output, int input, SafeFileHandle? opened)
    {
        _output = output;
        _input = input;
        _opened = opened;
        _signals = new TerminalSignals(this);
        Colors = ColorDepthDetection.Detect(Environment.GetEnvironmentVariable);
        _asksBackground = Colors != ColorDepth.None && Environment.GetEnvironmentVariable("TERM") is not "linux";
    }

    /// <summary>
    /// The terminal of this process. Standard output must be one; keys come from standard input, or from the terminal behind standard
    /// output when a capture is piped into standard input. Null with a sentence for the user when there is none.
    /// </summary>
    public static UnixTerminal? TryOpen(out string? error)
    {
        error = null;
        if (UnixNative.IsTerminal(1) == 0)
        {
            error = "Standard output is not a terminal. Run netwatch in a terminal, or use 'netwatch read' or 'netwatch capture' for output without a screen.";
            return null;
        }

        if (UnixNative.IsTerminal(0) != 0) return new UnixTerminal(1, 0, null);

        // By its own name first: macOS cannot poll /dev/tty.
        foreach (string? path in (ReadOnlySpan<string?>)[UnixNative.NameOf(1), "/dev/tty"])
        {
            if (path is null) continue;
            try
            {
                SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                return new UnixTerminal(1, (int)handle.DangerousGetHandle(), handle);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error = $"Standard input is not a terminal, and {path} cannot be opened for keys: {e.Message}";
            }
        }

        return null;
    }

    /// <summary>A terminal on a descriptor that is read and written; it is not closed.</summary>
    internal static UnixTerminal On(int descriptor) => new(descriptor, descriptor, null);

    /// <inheritdoc/>
    public TerminalSize Size => UnixNative.SizeOf(_output) is { Width: > 0, Height: > 0 } size ? size : Fallback;

    /// <inheritdoc/>
    public ColorDepth Colors { get; }

    /// <summary>Whether the other side of the terminal is gone.</summary>
    internal bool IsGone => _isGone;

    /// <inheritdoc/>
    public void Enter(EventQueue events)
    {
        lock (_lock)
        {
            if (_isEntered || _isGone) return;
            _events = events;
            fixed (byte* saved = _saved)
            {
                if (UnixNative.GetAttributes(_input, saved) != 0)
                    throw new IOException($"The terminal's settings cannot be read (errno {Marshal.GetLastPInvokeError()}).");
            }

            _isEntered = true;
            _signals.Listen(events);
            SetRaw();
            WriteAll(TerminalModes.Enter);
            if (_asksBackground) WriteAll(TerminalModes.AskBackground);
            _reader ??= UnixInputReader.Start(_input, events, HangUp);
        }
    }

    /// <inheritdoc/>
    public void Leave()
    {
        bool isOurs = _lock.TryEnter(PatienceToLeave);
        try
        {
            if (!_isEntered) return;
            if (isOurs) WriteAll(TerminalModes.Leave);

            // An answer of the terminal that is still on its way must not appear at the prompt.
            _ = UnixNative.Flush(_input, UnixNative.InputQueue);
            fixed (byte* saved = _saved) UnixNative.SetAttributes(_input, UnixNative.SetNow, saved);
            _isEntered = false;
        }
        finally
        {
            if (isOurs) _lock.Exit();
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isEntered) WriteAll(bytes);
        }
    }

    /// <inheritdoc/>
    public void Suspend()
    {
        Leave();
        UnixNative.Kill(Environment.ProcessId, UnixNative.StopSignal);
    }

    /// <summary>Comes back after a stop, also after one that could not be heard (SIGSTOP).</summary>
    internal void Resume()
    {
        EventQueue? events;
        lock (_lock)
        {
            events = _events;
            if (events is null || _isGone) return;
            if (_isEntered)
            {
                // Stopped by SIGSTOP: the shell has put its own settings on the terminal meanwhile.
                SetRaw();
                WriteAll(TerminalModes.Enter);
            }
        }

        Enter(events);
        events.Post(new TerminalEvent(TerminalEventKind.Resumed));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave();
        _events = null;
        _signals.Dispose();
        _reader?.Stop();
        _opened?.Dispose();
    }

    void SetRaw()
    {
        byte* raw = stackalloc byte[UnixNative.TermiosRoom];
        _saved.CopyTo(new Span<byte>(raw, UnixNative.TermiosRoom));
        UnixNative.MakeRaw(raw);
        UnixNative.SetAttributes(_input, UnixNative.SetNow, raw);
    }

    void WriteAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !_isGone)
        {
            nint written;
            fixed (byte* start = bytes) written = UnixNative.Write(_output, start, bytes.Length);
            if (written > 0) bytes = bytes[(int)written..];
            else if (!IsWorthAnotherTry()) HangUp();
        }
    }

    void HangUp()
    {
        _isGone = true;
        _events?.Post(new TerminalEvent(TerminalEventKind.Quit, Value: TerminalSignals.HangupExitCode));
    }

    // A descriptor shared with a program that made it non-blocking says "try again" when the terminal is slow.
    bool IsWorthAnotherTry()
    {
        int error = Marshal.GetLastPInvokeError();
        if (error == UnixNative.Interrupted) return true;
        if (error != UnixNative.TryAgain) return false;
        var descriptor = new UnixNative.PollDescriptor { Descriptor = _output, Events = UnixNative.PollOut };
        return UnixNative.Poll(&descriptor, 1, 1000) >= 0 || Marshal.GetLastPInvokeError() == UnixNative.Interrupted;
    }
}
