using System.Diagnostics;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Lsof;

/// <summary>Runs lsof at most every five seconds and keeps what it said in between.</summary>
internal sealed class LsofSession(string program, AttributionStatus status, TimeProvider time) : IAttributionSession, ISocketTable
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    const int PatienceMilliseconds = 10_000;
    const int MostCharacters = 16 << 20;

    long _readAt;
    long _read;
    SocketReading _latest = new([], []);
    volatile string? _failure;

    public AttributionStatus Status => _failure is { } failure ? status with { State = AttributionState.Limited, Reason = failure } : status;

    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _read), 0);

    public SocketReading Read(ISocketHolders? holders)
    {
        if (_readAt != 0 && time.GetElapsedTime(_readAt) < Interval) return _latest;
        _readAt = time.GetTimestamp();
        if (Run() is not { } output) return _latest;
        _latest = new SocketReading(LsofOutput.Parse(output), []);
        Interlocked.Add(ref _read, _latest.Sockets.Length);
        return _latest;
    }

    string? Run()
    {
        // No names of hosts and ports, which would be queries on the network; fields that a program can read.
        var start = new ProcessStartInfo(program, ["-nP", "-i", "-F", "pcuLRftPnT"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = ReadBounded(process.StandardOutput);
            if (!process.WaitForExit(PatienceMilliseconds)) process.Kill();
            _failure = null;
            return output;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            _failure = $"lsof could not be run: {error.Message}";
            return null;
        }
    }

    static string ReadBounded(StreamReader reader)
    {
        var text = new System.Text.StringBuilder();
        char[] buffer = new char[8192];
        int length;
        while (text.Length < MostCharacters && (length = reader.Read(buffer)) > 0) text.Append(buffer, 0, length);
        return text.ToString();
    }

    public void Dispose()
    {
        // Nothing is open between two runs.
    }
}
