namespace NetWatch.Plugins.Libpcap;

/// <summary>How libpcap is installed on a system.</summary>
public static class InstallCommand
{
    /// <summary>The command for a Linux distribution by the text of its /etc/os-release.</summary>
    public static string ForLinux(string osRelease)
    {
        foreach (string id in (string[])[.. Values(osRelease, "ID"), .. Values(osRelease, "ID_LIKE")])
        {
            switch (id)
            {
                case "debian" or "ubuntu": return "sudo apt-get install libpcap0.8";
                case "fedora" or "rhel" or "centos" or "amzn": return "sudo dnf install libpcap";
                case "arch": return "sudo pacman -S libpcap";
                case "alpine": return "sudo apk add libpcap";
                case "suse" or "opensuse" or "sles": return "sudo zypper install libpcap1";
                default: break;
            }
        }
        return "Install the package libpcap of this distribution.";
    }

    /// <summary>The command for this machine.</summary>
    public static string Here()
    {
        if (OperatingSystem.IsWindows()) return "Install Npcap from https://npcap.com and start again.";
        if (OperatingSystem.IsMacOS()) return "brew install libpcap";
        try
        {
            return ForLinux(File.ReadAllText("/etc/os-release"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A system without the file is not one of the known distributions.
            return ForLinux("");
        }
    }

    // Lines are KEY=value or KEY="several values" (os-release(5)).
    static IEnumerable<string> Values(string osRelease, string key)
    {
        foreach (string line in osRelease.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (!line.StartsWith(key + "=", StringComparison.Ordinal)) continue;
            foreach (string value in line[(key.Length + 1)..].Trim('"', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return value;
        }
    }
}
