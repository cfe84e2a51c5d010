namespace NetWatch.Terminal.Shell;

/// <summary>What the shell asks of the host beside snapshots. All members are called on the screen's thread.</summary>
public interface IShellEvents
{
    /// <summary>
    /// Extensions out of service, tabs excepted (the shell knows those itself). Read once a frame, so keep the list and replace it
    /// when it changes. After a change call <see cref="TerminalShell.NotifyChanged"/>.
    /// </summary>
    IReadOnlyList<ShellFault> Faults { get; }

    /// <summary>The user wants to try an extension of <see cref="Faults"/> again. Must return at once.</summary>
    void Retry(ShellFault fault);

    /// <summary>The window of a request that a tab has made since this was asked last, or null. Asked after each key of a tab.</summary>
    ShellReport? TakeReport() => null;

    /// <summary>The user wants a collector to be called this often. Must return at once.</summary>
    void SetCadence(string collectorId, TimeSpan cadence)
    {
    }

    /// <summary>The user wants a collector to be off, or on again. Must return at once.</summary>
    void SetEnabled(string collectorId, bool isEnabled)
    {
    }

    /// <summary>The user has chosen another theme by key.</summary>
    void ThemeChosen(string name)
    {
    }

    /// <summary>The user has chosen by key how often is drawn.</summary>
    void TickChosen(TimeSpan tick)
    {
    }

    /// <summary>A member of a tab threw. For the log; the shell shows it already. Must return at once.</summary>
    void TabFaulted(ShellTab tab, Exception error);
}
