using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Running;

/// <summary>A source that does as it is told.</summary>
sealed class FakeSource : ICaptureSource
{
    internal bool IsAvailable { get; init; } = true;

    internal string? Remedy { get; init; }

    internal bool Refuses { get; init; }

    internal bool Throws { get; init; }

    internal string[] Interfaces { get; init; } = ["eth0"];

    internal int Opened { get; private set; }

    public CaptureAvailability CheckAvailability() =>
        Throws ? throw new InvalidOperationException("broken") : new CaptureAvailability(IsAvailable, IsAvailable ? "All is there." : "It is not permitted.", Remedy);

    public IReadOnlyList<CaptureInterface> ListInterfaces() => [.. Interfaces.Select(name => new CaptureInterface(name, "", IsUp: true, IsLoopback: name == "lo"))];

    public ICaptureSession Open(CaptureOptions options)
    {
        if (Refuses) throw new CaptureException($"There is no interface '{options.Interface}'.");
        Opened++;
        return new Session();
    }

    sealed class Session : ICaptureSession
    {
        public LinkType LinkType => LinkType.Ethernet;

        public int Poll(IPacketSink sink, int timeoutMilliseconds) => -1;

        public CaptureStatistics ReadStatistics() => default;

        public void Dispose()
        {
        }
    }
}
