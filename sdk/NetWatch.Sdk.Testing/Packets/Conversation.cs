using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Turns a sample flow into the frames that carry it.</summary>
sealed class Conversation(FlowSample flow)
{
    const uint InitialSequence = 1_000_000;
    const long HandshakeStep = 100_000;
    const int CutBytes = 100;

    readonly uint[] _next = [InitialSequence, 2 * InitialSequence];
    readonly List<SamplePacket> _frames = [];
    Timestamp _time = flow.Start;

    internal IEnumerable<SamplePacket> Frames(int segmentBytes)
    {
        bool isTcp = flow.Transport == Transport.Tcp;
        if (isTcp && !flow.IsMidStream) Open();
        foreach (FlowTurn turn in flow.Turns)
        {
            _time = new Timestamp(_time.Nanoseconds + turn.Delay.Ticks * 100);
            if (!isTcp) AddDatagram(turn);
            else if (turn.MissingBytes > 0) _next[(int)turn.Direction] += (uint)turn.MissingBytes;
            else Send(turn, segmentBytes);
        }

        if (isTcp && !flow.IsMidStream) Close();
        return _frames;
    }

    void Open()
    {
        Control(FlowDirection.FromInitiator, TcpFlags.Syn);
        Control(FlowDirection.FromResponder, TcpFlags.Syn | TcpFlags.Ack);
        Control(FlowDirection.FromInitiator, TcpFlags.Ack);
    }

    void Close()
    {
        Control(FlowDirection.FromInitiator, TcpFlags.Fin | TcpFlags.Ack);
        Control(FlowDirection.FromResponder, TcpFlags.Fin | TcpFlags.Ack);
        Control(FlowDirection.FromInitiator, TcpFlags.Ack);
    }

    void Control(FlowDirection from, TcpFlags flags)
    {
        _time = new Timestamp(_time.Nanoseconds + HandshakeStep);
        Add(Segment(from, flags, default));
        if ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0) _next[(int)from]++;
    }

    void Send(FlowTurn turn, int segmentBytes)
    {
        foreach (ReadOnlyMemory<byte> piece in Segmentation.Every(segmentBytes).Cut(turn.Bytes))
        {
            Add(Segment(turn.Direction, TcpFlags.Ack | TcpFlags.Psh, piece.Span));
            _next[(int)turn.Direction] += (uint)piece.Length;
        }

        FlowDirection other = 1 - turn.Direction;
        Add(Segment(other, TcpFlags.Ack, default));
    }

    // One that the capture cut was longer on the wire.
    void AddDatagram(FlowTurn turn)
    {
        byte[] payload = [.. turn.Bytes.Span, .. new byte[turn.IsTruncated ? CutBytes : 0]];
        byte[] frame = Network(turn.Direction).Udp(Port(turn.Direction), Port(1 - turn.Direction)).Build(payload);
        if (turn.IsTruncated) _frames.Add(new SamplePacket(_time, LinkType.Ethernet, frame.AsMemory(0, frame.Length - CutBytes), frame.Length));
        else Add(frame);
    }

    byte[] Segment(FlowDirection from, TcpFlags flags, ReadOnlySpan<byte> payload)
    {
        uint acknowledged = (flags & TcpFlags.Ack) != 0 ? _next[1 - (int)from] : 0;
        return Network(from).Tcp(Port(from), Port(1 - from), _next[(int)from], acknowledged, flags).Build(payload);
    }

    PacketBuilder Network(FlowDirection from) => new PacketBuilder().Ethernet().IP(Address(from), Address(1 - from));

    NetAddress Address(FlowDirection end) => end == FlowDirection.FromInitiator ? flow.InitiatorAddress : flow.ResponderAddress;

    ushort Port(FlowDirection end) => end == FlowDirection.FromInitiator ? flow.InitiatorPort : flow.ResponderPort;

    void Add(byte[] frame) => _frames.Add(new SamplePacket(_time, LinkType.Ethernet, frame));
}
