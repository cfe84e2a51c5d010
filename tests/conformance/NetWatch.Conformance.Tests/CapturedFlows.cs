using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>
/// The conversations of a capture as sample flows. For the captures of this project: Ethernet with plain IPv4 or IPv6, streams in order but for
/// segments that were sent again.
/// </summary>
sealed class CapturedFlows
{
    readonly Dictionary<FiveTuple, List<FlowTurn>> _turns = [];
    readonly Dictionary<FiveTuple, uint> _expected = [];
    readonly List<FiveTuple> _order = [];

    internal static IReadOnlyList<FlowSample> Of(CaptureSample capture, string name)
    {
        var flows = new CapturedFlows();
        foreach (SamplePacket packet in capture.Packets) flows.Take(packet.Bytes.Span);
        return [.. flows._order.Where(tuple => flows._turns[tuple].Count > 0).Select(tuple => new FlowSample
        {
            Name = $"{name}: {tuple.Transport} {tuple.Source}:{tuple.SourcePort} {tuple.Destination}:{tuple.DestinationPort}",
            Transport = tuple.Transport,
            InitiatorAddress = tuple.Source,
            InitiatorPort = tuple.SourcePort,
            ResponderAddress = tuple.Destination,
            ResponderPort = tuple.DestinationPort,
            Turns = flows._turns[tuple],
        })];
    }

    void Take(ReadOnlySpan<byte> frame)
    {
        bool isV4 = frame.Length > 34 && frame[12] == 8 && frame[13] == 0, isV6 = frame.Length > 54 && frame[12] == 0x86 && frame[13] == 0xDD;
        if (!isV4 && !isV6) return;
        int at = isV4 ? 14 + ((frame[14] & 15) * 4) : 54;
        int end = isV4 ? 14 + BinaryPrimitives.ReadUInt16BigEndian(frame[16..]) : 54 + BinaryPrimitives.ReadUInt16BigEndian(frame[18..]);
        var transport = (Transport)(isV4 ? frame[23] : frame[20]);
        if (transport is not (Transport.Tcp or Transport.Udp) || end > frame.Length) return;
        NetAddress source = NetAddress.FromBytes(isV4 ? frame.Slice(26, 4) : frame.Slice(22, 16)), target = NetAddress.FromBytes(isV4 ? frame.Slice(30, 4) : frame.Slice(38, 16));
        var tuple = new FiveTuple(transport, source, BinaryPrimitives.ReadUInt16BigEndian(frame[at..]), target, BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 2)..]));
        if (transport == Transport.Udp) Add(tuple, frame[(at + 8)..end]);
        else TakeSegment(tuple, frame[at..end]);
    }

    void TakeSegment(FiveTuple tuple, ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<byte> data = segment[((segment[12] >> 4) * 4)..];
        uint sequence = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]);
        if ((segment[13] & 2) != 0) _expected[tuple] = sequence + 1;
        bool isNext = !_expected.TryGetValue(tuple, out uint expected) || sequence == expected;
        if (isNext) _expected[tuple] = sequence + (uint)data.Length + ((segment[13] & 2) != 0 ? 1u : 0);
        Add(tuple, isNext ? data : []);
    }

    void Add(FiveTuple tuple, ReadOnlySpan<byte> data)
    {
        var back = new FiveTuple(tuple.Transport, tuple.Destination, tuple.DestinationPort, tuple.Source, tuple.SourcePort);
        bool isAnswer = _turns.ContainsKey(back);
        FiveTuple key = isAnswer ? back : tuple;
        if (!_turns.TryGetValue(key, out List<FlowTurn>? turns))
        {
            _turns[key] = turns = [];
            _order.Add(key);
        }

        if (!data.IsEmpty) turns.Add(isAnswer ? FlowTurn.FromResponder(data.ToArray()) : FlowTurn.FromInitiator(data.ToArray()));
    }
}
