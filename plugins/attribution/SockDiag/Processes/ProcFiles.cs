using System.Buffers.Text;
using System.Globalization;

namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>Reads what /proc tells of a process. A process may be gone at any moment: everything may answer nothing.</summary>
public sealed class ProcFiles(string root)
{
    // The longest of the files that are read; longer ones are cut.
    const int Longest = 4096;

    // Field 22 of proc_pid_stat(5), counted from the third, which follows the name.
    const int StartField = 19, ParentField = 1;

    /// <summary>Name, parent and start time; null when there is no such process.</summary>
    public ProcStat? ReadStat(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        ReadOnlySpan<byte> text = Read(Path(pid, "stat"), buffer);
        // The name stands in parentheses and may hold some itself.
        int open = text.IndexOf((byte)'('), close = text.LastIndexOf((byte)')');
        if (open < 0 || close < open) return null;
        ReadOnlySpan<byte> fields = text[(close + 1)..];
        long parent = 0, start = 0;
        for (int field = -1; field <= StartField && !fields.IsEmpty; field++)
        {
            int space = fields.IndexOf((byte)' ');
            ReadOnlySpan<byte> value = space < 0 ? fields : fields[..space];
            if (field == ParentField && !Utf8Parser.TryParse(value, out parent, out _)) return null;
            if (field == StartField && !Utf8Parser.TryParse(value, out start, out _)) return null;
            fields = space < 0 ? default : fields[(space + 1)..];
        }

        return new ProcStat(CleanText.Of(text[(open + 1)..close], 64), (int)parent, start);
    }

    /// <summary>The process that a thread belongs to, or 0.</summary>
    public int ReadLeader(int thread)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        ReadOnlySpan<byte> text = Read(Path(thread, "status"), buffer);
        int at = text.IndexOf("\nTgid:\t"u8);
        return at >= 0 && Utf8Parser.TryParse(text[(at + 7)..], out int leader, out _) ? leader : 0;
    }

    /// <summary>The effective user id, or -1.</summary>
    public long ReadUser(int pid)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        ReadOnlySpan<byte> text = Read(Path(pid, "status"), buffer);
        int at = text.IndexOf("\nUid:"u8);
        if (at < 0) return -1;
        // Real, effective, saved and of the file system.
        ReadOnlySpan<byte> line = text[(at + 5)..].TrimStart((byte)'\t');
        int tab = line.IndexOf((byte)'\t');
        return tab >= 0 && Utf8Parser.TryParse(line[(tab + 1)..], out uint user, out _) ? user : -1;
    }

    public string? ReadCommandLine(int pid, int longest)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        ReadOnlySpan<byte> text = Read(Path(pid, "cmdline"), buffer);
        return text.IsEmpty ? null : CleanText.Of(text, longest);
    }

    /// <summary>Path of the executable, or null: threads of the kernel have none, and other users' may not be seen.</summary>
    public string? ReadExecutable(int pid)
    {
        const string Deleted = " (deleted)";
        try
        {
            string? target = File.ResolveLinkTarget(Path(pid, "exe"), returnFinalTarget: false)?.FullName;
            if (target is null) return null;
            if (target.EndsWith(Deleted, StringComparison.Ordinal)) target = target[..^Deleted.Length];
            return CleanText.Of(target, 512);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The control group that says most, or null. With the older hierarchies a container may be named in one of them only.</summary>
    public string? ReadControlGroup(int pid)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        ReadOnlySpan<byte> text = Read(Path(pid, "cgroup"), buffer);
        return text.IsEmpty ? null : ControlGroup.Choose(CleanLines(text));
    }

    static List<string> CleanLines(ReadOnlySpan<byte> text)
    {
        var lines = new List<string>();
        foreach (Range line in text.Split((byte)'\n'))
        {
            if (!text[line].IsEmpty) lines.Add(CleanText.Of(text[line], 512));
        }

        return lines;
    }

    string Path(int pid, string file) => string.Create(CultureInfo.InvariantCulture, $"{root}/{pid}/{file}");

    static ReadOnlySpan<byte> Read(string path, Span<byte> buffer)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            int length = 0, read;
            while (length < buffer.Length && (read = RandomAccess.Read(handle, buffer[length..], length)) > 0) length += read;
            return buffer[..length];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
