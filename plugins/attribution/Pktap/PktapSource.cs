using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Pktap;

/// <summary>Reads the process from the frames themselves: macOS writes it into the PKTAP header of each.</summary>
[AttributionSource("pktap", Evidence = AttributionEvidence.Exact, ReadsFrames = true)]
public sealed class PktapSource : IAttributionSource
{
    /// <inheritdoc/>
    public AttributionStatus CheckAvailability() => OperatingSystem.IsMacOS()
        ? new(AttributionState.Active, "Frames captured on a pktap interface name their process.")
        : new(AttributionState.Limited, "Captures from macOS that have PKTAP headers name their processes; live capture with such headers exists on macOS only.");

    /// <inheritdoc/>
    public IAttributionSession Open(AttributionOptions options) => new PktapSession(CheckAvailability());
}
