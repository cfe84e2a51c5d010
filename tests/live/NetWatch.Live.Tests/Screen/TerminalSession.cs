using System.Diagnostics;
using NetWatch.Terminal.Tests;

namespace NetWatch.Live.Tests.Screen;

/// <summary>netwatch on a terminal of its own inside a namespace, with what stands on the screen.</summary>
internal sealed class TerminalSession : IDisposable
{
    // What the program writes at the end of each frame: until there the screen is whole.
    static readonly byte[] FrameEnd = "\e[?2026l"u8.ToArray();

    readonly Process _process;
    readonly TestScreen _screen = new();
    readonly MemoryStream _written = new();
    int _fed;

    internal TerminalSession(string space, int width, int height, string[] before, params string[] arguments)
    {
        _screen.Resize(width, height);
        string program = Path.Combine(AppContext.BaseDirectory, "netwatch.dll");
        string command = $"stty cols {width} rows {height}; exec {string.Join(' ', [.. before, "dotnet", program, .. arguments])}";
        var start = new ProcessStartInfo("ip", ["netns", "exec", space, "script", "-qfec", command, "/dev/null"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        _process = Process.Start(start)!;
        new Thread(Read) { IsBackground = true }.Start();
    }

    internal void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    /// <summary>What stands on the screen, row by row.</summary>
    internal IReadOnlyList<string> Rows()
    {
        lock (_written)
        {
            ReadOnlySpan<byte> all = _written.GetBuffer().AsSpan(0, (int)_written.Length);
            int end = all.LastIndexOf(FrameEnd);
            if (end > _fed)
            {
                _screen.Feed(all[_fed..end]);
                _fed = end;
            }
        }

        return [.. Enumerable.Range(0, _screen.Height).Select(_screen.Row)];
    }

    /// <summary>The screen as soon as it is as wanted; fails with what stands there when that does not come.</summary>
    internal IReadOnlyList<string> Wait(Func<IReadOnlyList<string>, bool> isWanted, string what)
    {
        long started = Stopwatch.GetTimestamp();
        for (; ; )
        {
            IReadOnlyList<string> rows = Rows();
            if (isWanted(rows)) return rows;
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60)) throw new InvalidOperationException($"{what} did not come:\n{string.Join('\n', rows)}");
            Thread.Sleep(100);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) Type("q");
        if (!_process.WaitForExit(10_000)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    void Read()
    {
        byte[] buffer = new byte[65_536];
        for (int count; (count = _process.StandardOutput.BaseStream.Read(buffer)) > 0;)
        {
            lock (_written) _written.Write(buffer, 0, count);
        }
    }
}
