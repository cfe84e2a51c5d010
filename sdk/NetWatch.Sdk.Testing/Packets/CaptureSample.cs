using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A capture in memory: packets in their order. Immutable.</summary>
public sealed class CaptureSample
{
    /// <summary>A capture of the given packets.</summary>
    public CaptureSample(params IEnumerable<SamplePacket> packets) => Packets = [.. packets];

    /// <summary>The packets in their order.</summary>
    public IReadOnlyList<SamplePacket> Packets { get; }

    /// <summary>
    /// The frames of a flow as a wire would carry them, on Ethernet: for TCP the handshake, the turns in segments with acknowledgements, and the
    /// end; for UDP one datagram each turn. Gaps are left out of the stream but move the sequence numbers.
    /// </summary>
    /// <param name="flow">The flow.</param>
    /// <param name="segmentBytes">The most payload of one TCP segment: 1 to 65,000.</param>
    public static CaptureSample FromFlow(FlowSample flow, int segmentBytes = 1460)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segmentBytes, 65_000);
        return new CaptureSample(new Conversation(flow).Frames(segmentBytes));
    }

    /// <summary>Several captures as one, by time; packets of equal time in the order of the captures.</summary>
    public static CaptureSample Merge(params IEnumerable<CaptureSample> captures) =>
        new(captures.SelectMany(capture => capture.Packets).OrderBy(packet => packet.Time));

    /// <summary>The same capture with each packet turned into none, one or several.</summary>
    public CaptureSample Select(Func<SamplePacket, IEnumerable<SamplePacket>> transform) => new(Packets.SelectMany(transform));
}
