using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.IpHelper;

/// <summary>Reads sockets and their processes from the tables of Windows (GetExtendedTcpTable, GetExtendedUdpTable).</summary>
[AttributionSource("iphelper", Evidence = AttributionEvidence.Inode, Priority = 100)]
public sealed class IpHelperSource : IAttributionSource
{
    /// <inheritdoc/>
    public AttributionStatus CheckAvailability() => OperatingSystem.IsWindows()
        ? new(AttributionState.Active, "The socket tables of Windows are read once a second; connections that live less are missed.")
        : new(AttributionState.NotSupported, "The IP Helper interface exists on Windows only.");

    /// <inheritdoc/>
    public IAttributionSession Open(AttributionOptions options) =>
        OperatingSystem.IsWindows() ? new IpHelperSession(CheckAvailability()) : throw new AttributionException(CheckAvailability());
}
