namespace NetWatch.Plugins.Capture.Privilege;

/// <summary>How this program was started, as far as a command that grants it something must name it.</summary>
/// <param name="ExecutablePath">Path of the executable, or null when it isn't known.</param>
/// <param name="Arguments">The command line: for a program run by <c>dotnet</c> its assembly first, else its own name first.</param>
public sealed record ProgramCommand(string? ExecutablePath, IReadOnlyList<string> Arguments)
{
    /// <summary>The running program.</summary>
    public static ProgramCommand Current() => new(Environment.ProcessPath, Environment.GetCommandLineArgs());

    /// <summary>
    /// Whether the executable is the shared <c>dotnet</c> host. A file capability on it would be a grant to every .NET program of
    /// the machine.
    /// </summary>
    public bool IsSharedHost => Path.GetFileNameWithoutExtension(ExecutablePath) is "dotnet";

    /// <summary>The command that gives the executable what capturing needs.</summary>
    public string GrantCommand => IsSharedHost || ExecutablePath is null
        ? SudoCommand
        : $"sudo setcap cap_net_raw,cap_net_admin+eip {Quote(ExecutablePath)}";

    /// <summary>The same command line, as root.</summary>
    public string SudoCommand
    {
        get
        {
            IEnumerable<string> words = IsSharedHost ? Arguments.Prepend(ExecutablePath!)
                : ExecutablePath is null ? Arguments
                : Arguments.Skip(1).Prepend(ExecutablePath);
            return "sudo " + string.Join(' ', words.Select(Quote));
        }
    }

    /// <summary>A word as a POSIX shell takes it.</summary>
    static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
