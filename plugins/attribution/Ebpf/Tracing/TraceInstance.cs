using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Hooks;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Tracing;

/// <summary>
/// A trace buffer of our own (tracefs, instances/), so that nobody else's tracing is disturbed. It stays behind when the process is killed; the next
/// start takes away those of processes that are gone.
/// </summary>
internal sealed class TraceInstance : IDisposable
{
    const string Prefix = "netwatch-";
    const string Event = "events/sock/inet_sock_set_state/";

    // SYN_SENT, and what follows it.
    const string Filter = "newstate==2 || oldstate==2";

    readonly SafeFileHandle? _mount;
    readonly string _folder;

    TraceInstance(SafeFileHandle? mount, string folder) => (_mount, _folder) = (mount, folder);

    /// <summary>The text of the file that tells where fields lie.</summary>
    internal string Format => File.ReadAllText(Path.Combine(_folder, Event, "format"));

    /// <summary>The raw buffers, one for each processor.</summary>
    internal IReadOnlyList<string> Buffers =>
        [.. Directory.GetDirectories(Path.Combine(_folder, "per_cpu")).Order(StringComparer.Ordinal).Select(static folder => Path.Combine(folder, "trace_pipe_raw"))];

    /// <summary>Makes an instance and turns the event on; null when tracefs can't be had. Leaves nothing behind when a step is refused.</summary>
    internal static TraceInstance? TryOpen()
    {
        const string Usual = "/sys/kernel/tracing";
        SafeFileHandle? mount = Directory.Exists(Path.Combine(Usual, "instances")) ? null : DetachedMount.TryOpen("tracefs");
        string root = mount is null ? Usual : string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{mount.DangerousGetHandle()}");
        var instance = new TraceInstance(mount, Path.Combine(root, "instances", Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        try
        {
            RemoveOrphans(Path.Combine(root, "instances"));
            Directory.CreateDirectory(instance._folder);
            instance.Write("trace_clock", "mono");
            instance.Write(Event + "filter", Filter);
            instance.Write(Event + "enable", "1");
            return instance;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            instance.Dispose();
            return null;
        }
    }

    void Write(string file, string text)
    {
        // These files take what is written as a whole and can't be created or truncated.
        using var stream = new FileStream(Path.Combine(_folder, file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
    }

    static void RemoveOrphans(string instances)
    {
        foreach (string folder in Directory.GetDirectories(instances, Prefix + "*"))
        {
            string pid = Path.GetFileName(folder)[Prefix.Length..];
            if (!Directory.Exists("/proc/" + pid)) Remove(folder);
        }
    }

    // rmdir(2): the files in it are the kernel's own and go with it.
    static void Remove(string folder) => _ = Libc.RemoveFolder(folder);

    public void Dispose()
    {
        Remove(_folder);
        _mount?.Dispose();
    }
}
