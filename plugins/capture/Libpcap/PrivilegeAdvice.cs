using NetWatch.Plugins.Capture.Privilege;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.Libpcap;

/// <summary>What to do when the system refuses a capture.</summary>
internal static class PrivilegeAdvice
{
    const string MacRemedy = "sudo chgrp admin /dev/bpf* && sudo chmod g+rw /dev/bpf*";

    /// <summary>What stands in the way before anything is opened; null when nothing is known to.</summary>
    internal static CaptureAvailability? FindObstacle()
    {
        if (OperatingSystem.IsLinux()) return CapturePrivilege.FindObstacle();
        if (!OperatingSystem.IsMacOS()) return null;
        try
        {
            // Whether this user may, not whether a device is free: reading needs the permission, attaching comes later.
            using FileStream _ = File.OpenRead("/dev/bpf0");
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return new(false, "Capturing is not permitted: this user may not read /dev/bpf*.", MacRemedy);
        }
        catch (IOException)
        {
            // Busy: another program captures through this device, and there are more of them.
            return null;
        }
    }

    /// <summary>The error for a refusal.</summary>
    internal static CaptureException Explain(string message)
    {
        CaptureAvailability? obstacle = FindObstacle();
        return new(obstacle?.Reason ?? message,
            obstacle?.Remedy ?? (OperatingSystem.IsMacOS() ? MacRemedy
                : OperatingSystem.IsWindows() ? "Run it as administrator, or let Npcap's installer allow other users."
                : ProgramCommand.Current().GrantCommand));
    }
}
