using System.Diagnostics;
using NetWatch.Terminal.Tests;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>The built program on a terminal of its own (script(1)), with what stands on the screen.</summary>
sealed class ProgramScreen : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What the program writes at the end of each frame: until there the screen is whole.
    static readonly byte[] FrameEnd = "\e[?2026l"u8.ToArray();

    readonly NetWatchProcess _process;
    readonly TestScreen _screen = new();
    readonly MemoryStream _written = new();
    int _fed;

    internal ProgramScreen(int width, int height, params string[] arguments)
    {
        _screen.Resize(width, height);
        // What a program is given by its plugins is its own matter: how much memory it may have, here as on a small machine.
        string[] before = ["-c", $"script -qec \"stty cols {width} rows {height}; TERM=xterm-256color DOTNET_GCHeapHardLimit=0x40000000 exec $*\" /dev/null", "netwatch"];
        _process = NetWatchProcess.StartThrough("bash", before, arguments);
        new Thread(Read) { IsBackground = true }.Start();
    }

    internal Process Process => _process.Process;

    internal void Type(string keys)
    {
        Process.StandardInput.Write(keys);
        Process.StandardInput.Flush();
    }

    /// <summary>What stands on the screen.</summary>
    internal string Text()
    {
        lock (_written)
        {
            ReadOnlySpan<byte> all = _written.GetBuffer().AsSpan(0, (int)_written.Length);
            int start = _fed == 0 ? Math.Max(0, all.IndexOf("\e[?1049h"u8)) : _fed, end = all.LastIndexOf(FrameEnd);
            if (end > start)
            {
                _screen.Feed(all[start..end]);
                _fed = end;
            }
        }

        return _screen.Text;
    }

    /// <summary>Waits until the screen shows a text, or until it does not.</summary>
    internal string WaitFor(string text, bool isThere = true)
    {
        string seen = "";
        SpinWait.SpinUntil(() => (seen = Text()).Contains(text, StringComparison.Ordinal) == isThere, Patience)
            .ShouldBeTrue($"'{text}' {(isThere ? "is not" : "is still")} on the screen:\n{seen}");
        return seen;
    }

    /// <summary>Ends it as a user does; returns the exit code.</summary>
    internal int Quit()
    {
        Type("q");
        return _process.ExitCode();
    }

    public void Dispose() => _process.Dispose();

    void Read()
    {
        byte[] buffer = new byte[65_536];
        for (int count; (count = Process.StandardOutput.BaseStream.Read(buffer)) > 0;)
        {
            lock (_written) _written.Write(buffer, 0, count);
        }
    }
}
