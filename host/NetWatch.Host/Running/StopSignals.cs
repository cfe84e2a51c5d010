using System.Runtime.InteropServices;

namespace NetWatch.Host.Running;

/// <summary>SIGINT and SIGTERM ask the run to end well; a second one ends it at once.</summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _registrations;
    int _wasAsked;

    internal StopSignals()
    {
        InheritedSignals.RestoreInterrupt();
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    internal CancellationToken Token => _source.Token;

    void OnSignal(PosixSignalContext context)
    {
        // Two may come on two threads at once, and only one of them asks.
        if (Interlocked.Exchange(ref _wasAsked, 1) != 0) return;
        context.Cancel = true;
        _source.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }
}
