namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>What the path of a control group says: the container and the unit. Container engines and systemd each name them in their own way.</summary>
public static class ControlGroup
{
    const int IdLength = 64, ShownLength = 12;

    // Before the id of a container, in the last part of the path.
    static readonly string[] ScopePrefixes = ["docker-", "cri-containerd-", "crio-", "libpod-", "nerdctl-"];

    /// <summary>Chooses among the lines of /proc/PID/cgroup (hierarchy:controllers:path): one that names a container, then the unified one, then systemd's.</summary>
    public static string? Choose(IReadOnlyList<string> lines)
    {
        string? best = null;
        int bestRank = -1;
        foreach (string line in lines)
        {
            int first = line.IndexOf(':', StringComparison.Ordinal), second = first < 0 ? -1 : line.IndexOf(':', first + 1);
            if (second < 0) continue;
            string path = line[(second + 1)..], controllers = line[(first + 1)..second];
            int rank = path is "/" or "" ? 0 : Container(path) is not null ? 4 : controllers.Length == 0 ? 3 : controllers == "name=systemd" ? 2 : 1;
            if (rank <= bestRank) continue;
            (best, bestRank) = (path, rank);
        }

        return best;
    }

    /// <summary>The container: the first 12 characters of an id, or a name; null when the path names none.</summary>
    public static string? Container(string path)
    {
        string[] parts = path.Split('/');
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            string part = parts[i];
            string before = i > 0 ? parts[i - 1] : "";
            if (part.EndsWith(".scope", StringComparison.Ordinal))
            {
                string name = part[..^6];
                foreach (string prefix in ScopePrefixes)
                {
                    if (name.StartsWith(prefix, StringComparison.Ordinal) && IsId(name[prefix.Length..])) return name.Substring(prefix.Length, ShownLength);
                }

                if (name.StartsWith("machine-", StringComparison.Ordinal)) return Unescape(name[8..]);
            }

            if (IsId(part)) return part[..ShownLength];
            if (before is "lxc" && part.Length > 0) return part;
            if (part.StartsWith("lxc.payload.", StringComparison.Ordinal)) return part[12..];
            if (part.StartsWith("systemd-nspawn@", StringComparison.Ordinal) && part.EndsWith(".service", StringComparison.Ordinal)) return part[15..^8];
        }

        return null;
    }

    /// <summary>The systemd unit: the innermost service, else the innermost scope or socket; null when the path names none.</summary>
    public static string? Unit(string path)
    {
        string? scope = null;
        string[] parts = path.Split('/');
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i].EndsWith(".service", StringComparison.Ordinal)) return parts[i];
            if (parts[i].EndsWith(".scope", StringComparison.Ordinal) || parts[i].EndsWith(".socket", StringComparison.Ordinal)) scope ??= parts[i];
        }

        return scope;
    }

    static bool IsId(string text) => text.Length == IdLength && text.All(static each => each is >= '0' and <= '9' or >= 'a' and <= 'f');

    // systemd writes a hyphen within a name as \x2d.
    static string Unescape(string name) => name.Replace("\\x2d", "-", StringComparison.Ordinal);
}
