using System.Globalization;

namespace NetWatch.Plugins.SockDiag.Tests.Processes;

/// <summary>A folder with the files of /proc that a test writes.</summary>
internal sealed class ProcFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("nw-proc").FullName;

    internal void Add(int pid, string name, int parent, long start, uint user = 0, string? commandLine = null, string? group = null, string? executable = null)
    {
        string folder = Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        string between = string.Join(' ', Enumerable.Repeat("0", 17));
        File.WriteAllText(Path.Combine(folder, "stat"), string.Create(CultureInfo.InvariantCulture, $"{pid} ({name}) S {parent} {between} {start} 0 0"));
        File.WriteAllText(Path.Combine(folder, "status"), string.Create(CultureInfo.InvariantCulture, $"Name:\t{name}\nUid:\t7\t{user}\t7\t7\nGid:\t0\n"));
        File.WriteAllText(Path.Combine(folder, "cmdline"), commandLine ?? "");
        if (group is not null) File.WriteAllText(Path.Combine(folder, "cgroup"), group);
        if (executable is not null) File.CreateSymbolicLink(Path.Combine(folder, "exe"), executable);
    }

    internal void Remove(int pid) => Directory.Delete(Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture)), recursive: true);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
