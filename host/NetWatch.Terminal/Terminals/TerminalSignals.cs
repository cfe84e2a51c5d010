using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NetWatch.Terminal.Input;

namespace NetWatch.Terminal.Terminals;

/// <summary>
/// Signals and other ends of the process while the terminal is ours. Each one that would end the process is held back until the
/// terminal is restored; then the shell ends in order with the conventional exit code.
/// </summary>
[UnsupportedOSPlatform("windows")]
sealed class TerminalSignals(UnixTerminal terminal) : IDisposable
{
    /// <summary>128 and SIGHUP.</summary>
    public const int HangupExitCode = 129;

    // Long enough to end in order, short enough for who waits for it.
    static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(3);

    readonly List<PosixSignalRegistration> _registrations = [];
    readonly ManualResetEventSlim _ended = new(false);
    bool _isListening;

    public void Listen(EventQueue events)
    {
        if (_isListening) return;
        _isListening = true;
        EndOn(PosixSignal.SIGHUP, HangupExitCode, events);
        EndOn(PosixSignal.SIGINT, 130, events);
        EndOn(PosixSignal.SIGQUIT, 131, events);
        EndOn(PosixSignal.SIGTERM, 143, events);
        On(PosixSignal.SIGWINCH, context => events.Post(new TerminalEvent(TerminalEventKind.Resize)));
        On(PosixSignal.SIGCONT, context =>
        {
            // Not cancelled, the runtime puts back the settings that the terminal had at the start, after us.
            context.Cancel = true;
            terminal.Resume();
        });
        On(PosixSignal.SIGTSTP, context =>
        {
            context.Cancel = true;
            terminal.Suspend();
        });
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public void Dispose()
    {
        if (!_isListening) return;
        _ended.Set();
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;

        // The signal of a hangup may come after the read that saw it; the program still ends in order.
        if (terminal.IsGone) return;
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    void EndOn(PosixSignal signal, int exitCode, EventQueue events) => On(signal, context =>
    {
        context.Cancel = true;
        terminal.Leave();
        events.Post(new TerminalEvent(TerminalEventKind.Quit, Value: exitCode));

        // The screen's thread may hang in a tab, which must not keep the process alive.
        if (!_ended.Wait(OrderlyEnd)) Environment.Exit(exitCode);
    });

    void On(PosixSignal signal, Action<PosixSignalContext> handler) => _registrations.Add(PosixSignalRegistration.Create(signal, handler));

    void OnUnhandledException(object sender, UnhandledExceptionEventArgs e) => terminal.Leave();

    void OnProcessExit(object? sender, EventArgs e) => terminal.Leave();
}
