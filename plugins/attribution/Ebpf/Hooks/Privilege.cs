using System.Globalization;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>Says what stands in the way of kernel events, by what can be seen without trying.</summary>
public static class Privilege
{
    const ulong NetAdmin = 1UL << 12, SysAdmin = 1UL << 21, PerfMon = 1UL << 38, Bpf = 1UL << 39;

    // The first namespace of process ids has a fixed inode (PROC_PID_INIT_INO).
    const string FirstPidNamespace = "pid:[4026531836]";

    /// <summary>What is missing, or null when nothing is known to be.</summary>
    public static AttributionStatus? FindObstacle(string types, string status, string pidNamespace, string program)
    {
        if (!File.Exists(types))
        {
            return new(AttributionState.NotSupported, "This kernel does not describe its types (CONFIG_DEBUG_INFO_BTF), so no program can be made for it.",
                "Use a kernel with BTF: that of any current distribution has it.");
        }

        ulong capabilities = ReadCapabilities(status);
        bool mayLoad = (capabilities & SysAdmin) != 0 || (capabilities & (PerfMon | Bpf)) == (PerfMon | Bpf);
        if (!mayLoad)
        {
            return new(AttributionState.Unavailable, "Kernel events need root, or CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN: they would name every connection, also of other users and of less than a second.",
                $"sudo {program}");
        }

        if (ReadLink(pidNamespace) is { } space && space != FirstPidNamespace)
        {
            return new(AttributionState.Unavailable, "NetWatch runs in a PID namespace of its own, where the kernel's process ids mean nothing.",
                "Run it on the host, or start the container with --pid=host.");
        }

        return (capabilities & (NetAdmin | SysAdmin)) != 0 ? null
            : new(AttributionState.Limited, "Without CAP_NET_ADMIN only transfers are seen: refused connections and UDP without a peer are not.", $"sudo {program}");
    }

    static ulong ReadCapabilities(string path)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                if (line.StartsWith("CapEff:", StringComparison.Ordinal))
                    return ulong.TryParse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong bits) ? bits : 0;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without the file nothing is known, and trying will tell.
        }

        return 0;
    }

    static string? ReadLink(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
