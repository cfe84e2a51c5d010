using NetWatch.Plugins.SockDiag.Netlink;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag;

/// <summary>Reads the sockets of Linux over netlink, and finds their processes under /proc. Needs no privilege for the user's own processes.</summary>
[AttributionSource("sockdiag", Evidence = AttributionEvidence.Inode, Priority = 100)]
public sealed class SockDiagSource : IAttributionSource
{
    /// <inheritdoc/>
    public AttributionStatus CheckAvailability() => OperatingSystem.IsLinux()
        ? ReadingStatus.Of("/proc/self/status", "netwatch")
        : new(AttributionState.NotSupported, "sock_diag exists on Linux only.");

    /// <inheritdoc/>
    public IAttributionSession Open(AttributionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux()) throw new AttributionException(CheckAvailability());
        DiagSocket? dumps = Inherited(options, SockDiagSession.DumpsName) ?? DiagSocket.TryOpen();
        DiagSocket? destroyed = Inherited(options, SockDiagSession.DestroyedName) ?? DiagSocket.TryOpenDestroyed();
        return new SockDiagSession(dumps, destroyed, CheckAvailability(), options.Time);
    }

    static DiagSocket? Inherited(AttributionOptions options, string name)
    {
        foreach (InheritedDescriptor each in options.Inherited)
        {
            if (each.Name == name) return DiagSocket.TakeOver(each.Descriptor);
        }

        return null;
    }
}
