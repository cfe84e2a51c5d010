using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Tests.Documentation;

[CaptureSource("pulse", Priority = -1)]
public sealed class PulseSource : ICaptureSource
{
    public CaptureAvailability CheckAvailability() => new(true, "It needs nothing.");

    public IReadOnlyList<CaptureInterface> ListInterfaces() => [new("pulse0", "An empty frame now and then", IsUp: true, IsLoopback: false)];

    public ICaptureSession Open(CaptureOptions options) =>
        options.Interface == "pulse0" ? new PulseSession() : throw new CaptureException($"There is no interface '{options.Interface}'.", "Use -i pulse0.");
}
