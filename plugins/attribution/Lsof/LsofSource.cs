using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Lsof;

/// <summary>Reads sockets and their processes from lsof(8). Never on Linux, where the kernel is asked directly and no program is started.</summary>
[AttributionSource("lsof", Evidence = AttributionEvidence.Inode, Priority = -100, IsFallback = true)]
public sealed class LsofSource : IAttributionSource
{
    static readonly string[] Places = ["/usr/sbin/lsof", "/usr/bin/lsof", "/opt/homebrew/bin/lsof"];

    /// <inheritdoc/>
    public AttributionStatus CheckAvailability()
    {
        if (OperatingSystem.IsLinux()) return new(AttributionState.NotSupported, "Not used on Linux, where the kernel is asked directly.");
        if (OperatingSystem.IsWindows()) return new(AttributionState.NotSupported, "There is no lsof on Windows.");
        if (FindProgram() is null) return new(AttributionState.Unavailable, "lsof is not installed.", "Install lsof with the packages of this system.");
        return Environment.IsPrivilegedProcess
            ? new(AttributionState.Active, "lsof is run every few seconds.")
            : new(AttributionState.Limited, "lsof names this user's processes only; root would add all others.", "sudo netwatch");
    }

    /// <inheritdoc/>
    public IAttributionSession Open(AttributionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AttributionStatus status = CheckAvailability();
        return status.IsUsable && FindProgram() is { } program ? new LsofSession(program, status, options.Time) : throw new AttributionException(status);
    }

    // By its full path: whatever else is called lsof on somebody's PATH is not started with our rights.
    static string? FindProgram() => Places.FirstOrDefault(File.Exists);
}
