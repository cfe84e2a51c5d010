namespace NetWatch.Terminal.Terminals;

/// <summary>Opens the terminal of this process.</summary>
public static class ProcessTerminal
{
    /// <summary>The terminal, or null with a sentence for the user.</summary>
    public static ITerminal? TryOpen(out string? error)
    {
        if (!OperatingSystem.IsWindows()) return UnixTerminal.TryOpen(out error);
        error = Console.IsOutputRedirected || Console.IsInputRedirected ? "netwatch needs a console; standard input or output is redirected." : null;
        return error is null ? new WindowsTerminal() : null;
    }
}
