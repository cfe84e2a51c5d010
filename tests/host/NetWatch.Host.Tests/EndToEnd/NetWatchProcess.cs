using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>The built program, started as a user would.</summary>
sealed partial class NetWatchProcess : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly TemporaryFolder _home = new();

    NetWatchProcess(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // Plugins of whoever runs the tests are not under test.
        start.Environment["XDG_DATA_HOME"] = start.Environment["XDG_STATE_HOME"] = start.Environment["HOME"] = _home.Path;
        Process = Process.Start(start)!;
    }

    internal Process Process { get; }

    static string Program => Path.Combine(AppContext.BaseDirectory, "netwatch.dll");

    static string Runtime => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    internal static NetWatchProcess Start(params string[] arguments) => new(Runtime, ["exec", Program, .. arguments]);

    /// <summary>Through another program (a shell, setpriv), which is given the command at the end of its own arguments.</summary>
    internal static NetWatchProcess StartThrough(string program, string[] before, params string[] arguments) =>
        new(program, [.. before, Runtime, "exec", Program, .. arguments]);

    internal static Outcome Run(params string[] arguments)
    {
        using NetWatchProcess process = Start(arguments);
        process.Process.StandardInput.Close();
        return process.Finish();
    }

    internal Outcome Finish()
    {
        // On a thread of its own, since a pipe that nobody empties would stop the program.
        string error = "";
        var reader = new Thread(() => error = Process.StandardError.ReadToEnd());
        reader.Start();
        string output = Process.StandardOutput.ReadToEnd();
        int code = ExitCode();
        reader.Join();
        return new Outcome(code, output, error);
    }

    /// <summary>Sends a signal without the time that starting kill(1) takes.</summary>
    internal void Signal(int number) => _ = SendSignal(Process.Id, number);

    internal int ExitCode()
    {
        if (Process.WaitForExit(Patience)) return Process.ExitCode;
        Process.Kill(entireProcessTree: true);
        throw new TimeoutException("The program did not end.");
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        Process.Dispose();
        _home.Dispose();
    }

    /// <summary>What it said.</summary>
    internal sealed record Outcome(int Code, string Output, string Error)
    {
        internal string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int number);
}
