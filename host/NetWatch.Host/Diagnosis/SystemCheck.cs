using System.Globalization;
using System.Runtime.InteropServices;

namespace NetWatch.Host.Diagnosis;

/// <summary>The system and the rights of this process.</summary>
sealed class SystemCheck(string root)
{
    const string System = "system", Privileges = "privileges";

    // The capabilities that netwatch has a use for, and what for (linux/capability.h).
    static readonly (int Bit, string Name, string Use)[] Used =
    [
        (13, "CAP_NET_RAW", "to capture"),
        (12, "CAP_NET_ADMIN", "to see refused connections and UDP without a peer"),
        (39, "CAP_BPF", "to load programs for kernel events"),
        (38, "CAP_PERFMON", "to read processes in kernel events"),
        (19, "CAP_SYS_PTRACE", "to name other users' processes"),
        (2, "CAP_DAC_READ_SEARCH", "to list other users' open files"),
    ];

    const int SystemAdministration = 21, KernelEvents = 38;

    internal IEnumerable<Finding> Run()
    {
        yield return new Finding(System, "platform", FindingState.Good, $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}");
        if (!OperatingSystem.IsLinux())
        {
            yield return new Finding(Privileges, "user", FindingState.Good, $"{Environment.UserName}{(Environment.IsPrivilegedProcess ? ", privileged" : "")}");
            yield break;
        }

        foreach (Finding finding in Namespaces()) yield return finding;
        if (Lockdown() is { } lockdown) yield return lockdown;
        yield return new Finding(Privileges, "user", FindingState.Good, $"{Environment.UserName}{(Environment.IsPrivilegedProcess ? ", root" : "")}");
        yield return Capabilities();
    }

    IEnumerable<Finding> Namespaces()
    {
        // The first namespaces of a machine have fixed inodes (PROC_PID_INIT_INO, PROC_USER_INIT_INO).
        if (ReadLink("ns/pid") is { } pid and not "pid:[4026531836]")
            yield return new Finding(System, "PID namespace", FindingState.Limited, $"netwatch runs in one of its own ({pid}): processes outside of it can't be named.", "Run it on the host, or start the container with --pid=host.");
        if (ReadLink("ns/user") is { } user and not "user:[4026531837]")
            yield return new Finding(System, "user namespace", FindingState.Limited, $"netwatch runs in one of its own ({user}): its root is not that of the machine.", "Run it outside of the container.");
    }

    Finding? Lockdown()
    {
        string? text = ReadText("/sys/kernel/security/lockdown");
        if (text is null) return null;
        int open = text.IndexOf('[', StringComparison.Ordinal), close = text.IndexOf(']', StringComparison.Ordinal);
        string mode = open >= 0 && close > open ? text[(open + 1)..close] : "unknown";
        return mode == "confidentiality"
            ? new Finding(System, "lockdown", FindingState.Limited, "The kernel is locked down for confidentiality: kernel events are refused even to root.", "Boot without lockdown=confidentiality.")
            : new Finding(System, "lockdown", FindingState.Good, $"{mode}; does not stand in the way.");
    }

    Finding Capabilities()
    {
        ulong bits = EffectiveCapabilities();
        bool Has(int bit) => (bits >> bit & 1) != 0 || (bit >= KernelEvents && (bits >> SystemAdministration & 1) != 0);
        (int Bit, string Name, string Use)[] missing = [.. Used.Where(each => !Has(each.Bit))];
        if (missing.Length == 0) return new Finding(Privileges, "capabilities", FindingState.Good, $"All that are used: {string.Join(", ", Used.Select(static each => each.Name))}.");
        return new Finding(Privileges, "capabilities", FindingState.Missing, $"Missing: {string.Join("; ", missing.Select(static each => $"{each.Name} {each.Use}"))}.", "sudo netwatch");
    }

    ulong EffectiveCapabilities()
    {
        string? line = ReadText(Path.Combine(root, "status"))?.Split('\n').FirstOrDefault(static each => each.StartsWith("CapEff:", StringComparison.Ordinal));
        return ulong.TryParse(line.AsSpan(Math.Min(7, line?.Length ?? 0)).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong bits) ? bits : 0;
    }

    static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    string? ReadLink(string name)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(root, name), returnFinalTarget: false)?.Name;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
