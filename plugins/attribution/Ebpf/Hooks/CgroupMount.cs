namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>Finds the unified control group hierarchy, which may stand beside older ones.</summary>
public static class CgroupMount
{
    /// <summary>Where it is mounted, by the lines of /proc/self/mounts (fstab(5)); null when it is not.</summary>
    public static string? Find(IEnumerable<string> mounts)
    {
        foreach (string line in mounts)
        {
            string[] fields = line.Split(' ');
            if (fields.Length > 2 && fields[2] == "cgroup2") return fields[1].Replace("\\040", " ", StringComparison.Ordinal);
        }

        return null;
    }

    public static string? FindHere()
    {
        try
        {
            return Find(File.ReadLines("/proc/self/mounts"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
