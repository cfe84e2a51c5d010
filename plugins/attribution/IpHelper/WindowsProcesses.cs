using System.ComponentModel;
using System.Diagnostics;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.IpHelper;

/// <summary>Processes by pid, kept as long as their start time stays the same.</summary>
internal sealed class WindowsProcesses
{
    const int MostProcesses = 8192;

    readonly Dictionary<int, ProcessIdentity> _known = [];

    internal ProcessIdentity? Find(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            DateTime? start = Try(() => process.StartTime.ToUniversalTime());
            var key = new ProcessKey(pid, start?.Ticks ?? 0);
            if (_known.TryGetValue(pid, out ProcessIdentity? known) && known.Key == key) return known;
            if (_known.Count >= MostProcesses) _known.Clear();
            return _known[pid] = new ProcessIdentity
            {
                Key = key,
                Name = process.ProcessName,
                StartedAt = start,
                Executable = Try<string>(() => process.MainModule?.FileName),
            };
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // Protected processes tell their name and nothing else.
    static T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    static DateTime? Try(Func<DateTime> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }
}
