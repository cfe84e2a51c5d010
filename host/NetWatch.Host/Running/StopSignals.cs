using System.Runtime.InteropServices;

namespace NetWatch.Host.Running;

/// <summary>
/// SIGINT and SIGTERM ask the run to end well; a second one ends the program at once. That holds until the program has left: a first one that
/// comes when all is written changes neither what was written nor the exit code.
/// </summary>
sealed class StopSignals
{
    // Never disposed, and kept alive by the handlers, which end with the process.
    readonly PosixSignalRegistration[] _registrations;
    readonly Action _ask;
    int _wasAsked;

    internal StopSignals()
    {
        var source = new CancellationTokenSource();
        (Token, _ask) = (source.Token, source.Cancel);
        InheritedSignals.RestoreInterrupt();
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    internal CancellationToken Token { get; }

    void OnSignal(PosixSignalContext context)
    {
        // Two may come on two threads at once, and only one of them asks.
        if (Interlocked.Exchange(ref _wasAsked, 1) != 0) return;
        context.Cancel = true;
        _ask();
    }
}
