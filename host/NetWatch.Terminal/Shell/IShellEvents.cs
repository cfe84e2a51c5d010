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

    /// <summary>A member of a tab threw. For the log; the shell shows it already. Must return at once.</summary>
    void TabFaulted(ShellTab tab, Exception error);
}
