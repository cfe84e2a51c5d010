using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.Capture.Privilege;

/// <summary>Whether a Linux process may open packet sockets, and the command that would change it.</summary>
public static class CapturePrivilege
{
    /// <summary>What stands in the way of a capture; null when nothing does.</summary>
    public static CaptureAvailability? FindObstacle()
    {
        string status;
        try
        {
            status = File.ReadAllText("/proc/self/status");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without /proc nothing can be said beforehand: opening the socket will tell.
            return null;
        }
        return FindObstacle(ProcessCapabilities.Parse(status), NetworkNamespace.IsWithinReach(), ProgramCommand.Current());
    }

    /// <summary>What stands in the way of a capture, from what is known of the process.</summary>
    /// <param name="process">Its capabilities.</param>
    /// <param name="namespaceWithinReach">Whether its capabilities count in its network namespace.</param>
    /// <param name="command">How it was started.</param>
    public static CaptureAvailability? FindObstacle(
        in ProcessCapabilities process, bool namespaceWithinReach, ProgramCommand command)
    {
        if (!namespaceWithinReach)
        {
            return new(false,
                "Capturing is not permitted: this user namespace doesn't own the network it sees, so CAP_NET_RAW here does not count.",
                $"outside of the namespace or container: {command.GrantCommand}");
        }
        if (process.HasNetRaw) return null;
        if (!process.CanGainNetRaw)
        {
            return new(false,
                "Capturing is not permitted: this container or service withholds CAP_NET_RAW from all its programs.",
                "docker run --cap-add NET_RAW --cap-add NET_ADMIN … (Kubernetes: securityContext.capabilities.add; "
                + "systemd: CapabilityBoundingSet= and AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN)");
        }
        if (process.NoNewPrivileges)
        {
            return new(false,
                "Capturing is not permitted: CAP_NET_RAW is missing, and no_new_privs keeps this process from gaining it.",
                $"from a shell without no_new_privs: {command.SudoCommand}");
        }
        if (process.EffectiveUserId == 0)
        {
            return new(false,
                "Capturing is not permitted: root runs this process without CAP_NET_RAW.",
                "setpriv --inh-caps +net_raw,+net_admin --ambient-caps +net_raw,+net_admin …, or leave the capability in the unit that starts it");
        }
        return new(false, "Capturing is not permitted: CAP_NET_RAW is missing.", command.GrantCommand);
    }
}
