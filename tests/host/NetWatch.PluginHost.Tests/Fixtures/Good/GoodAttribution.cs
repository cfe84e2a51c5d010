using NetWatch.Sdk.Attribution;

namespace Fixtures.Good;

[AttributionSource("good", Evidence = AttributionEvidence.Exact, Priority = 7, IsFallback = true)]
public sealed class GoodAttribution : IAttributionSource
{
    public AttributionStatus CheckAvailability() => new(AttributionState.NotSupported, "A fixture knows no process.");

    public IAttributionSession Open(AttributionOptions options) => throw new AttributionException(CheckAvailability());
}
