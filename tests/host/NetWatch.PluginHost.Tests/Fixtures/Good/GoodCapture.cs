using NetWatch.Sdk.Capture;

namespace Fixtures.Good;

[CaptureSource("good", Priority = -3)]
public sealed class GoodCapture : ICaptureSource
{
    public CaptureAvailability CheckAvailability() => new(false, "A fixture captures nothing.", "true");

    public IReadOnlyList<CaptureInterface> ListInterfaces() => [];

    public ICaptureSession Open(CaptureOptions options) => throw new CaptureException("A fixture captures nothing.");
}
