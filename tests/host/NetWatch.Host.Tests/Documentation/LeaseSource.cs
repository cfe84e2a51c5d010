using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Tests.Documentation;

[AttributionSource("lease", Evidence = AttributionEvidence.Inode)]
public sealed class LeaseSource : IAttributionSource
{
    const string Path = "/run/lease/sockets";

    public AttributionStatus CheckAvailability() => File.Exists(Path)
        ? new(AttributionState.Active, "The lease daemon lists its sockets.")
        : new(AttributionState.Unavailable, "The lease daemon does not run.", "sudo systemctl start leased");

    public IAttributionSession Open(AttributionOptions options) =>
        File.Exists(Path) ? new LeaseSession(Path, CheckAvailability()) : throw new AttributionException(CheckAvailability());
}
