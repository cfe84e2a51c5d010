using NetWatch.Live.Tests.Network;
using NetWatch.Sdk.Capture;

namespace NetWatch.Live.Tests.Capture;

/// <summary>One capture from its opening until the link has gone quiet.</summary>
/// <param name="Packets">All packets.</param>
/// <param name="Statistics">The counters at the end.</param>
/// <param name="HasEnded">Whether the session said that it is over.</param>
public sealed record LiveCapture(IReadOnlyList<PacketRecord> Packets, CaptureStatistics Statistics, bool HasEnded)
{
    // Long enough for every buffer that is not full to be handed over.
    const int QuietMilliseconds = 500;

    /// <summary>The packets that hold a numbered datagram.</summary>
    public IEnumerable<PacketRecord> Probes => Packets.Where(p => UdpProbe.NumberIn(p.Bytes) is not null);

    /// <summary>The numbers of the datagrams in the order they were captured.</summary>
    public IEnumerable<int> Numbers => Packets.Select(p => UdpProbe.NumberIn(p.Bytes)).OfType<int>();

    /// <summary>Opens a session in a namespace and polls it while traffic is made, until nothing comes any more.</summary>
    public static LiveCapture Run(ICaptureSource source, string space, CaptureOptions options, Action traffic) => NetworkPair.In(space, () =>
    {
        using ICaptureSession session = source.Open(options);
        var recorder = new PacketRecorder();
        Task making = Task.Run(traffic);
        bool hasEnded = false;
        while (!hasEnded && !making.IsCompleted) hasEnded = session.Poll(recorder, 20) < 0;
        making.GetAwaiter().GetResult();
        hasEnded = hasEnded || Drain(session, recorder);
        return new LiveCapture(recorder.Packets, session.ReadStatistics(), hasEnded);
    });

    /// <summary>The same, but nobody polls before all traffic is made.</summary>
    public static LiveCapture RunStalled(ICaptureSource source, string space, CaptureOptions options, Action traffic) => NetworkPair.In(space, () =>
    {
        using ICaptureSession session = source.Open(options);
        traffic();
        var recorder = new PacketRecorder();
        bool hasEnded = Drain(session, recorder);
        return new LiveCapture(recorder.Packets, session.ReadStatistics(), hasEnded);
    });

    /// <summary>Polls until nothing comes any more; true when the session has ended.</summary>
    public static bool Drain(ICaptureSession session, IPacketSink sink)
    {
        int result;
        while ((result = session.Poll(sink, QuietMilliseconds)) > 0)
        {
        }
        return result < 0;
    }
}
