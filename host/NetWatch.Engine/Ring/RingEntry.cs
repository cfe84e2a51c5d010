using NetWatch.Engine.Decode;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Ring;

/// <summary>What is kept of a packet beside its bytes.</summary>
struct RingEntry
{
    internal long Version;
    internal long Time;
    internal long FlowNumber;
    internal NetAddress Source, Destination;
    internal ushort SourcePort, DestinationPort, EtherType;
    internal LinkType LinkType;
    internal int WireLength, CapturedLength, PayloadLength;
    internal uint TcpSequence;
    internal int Offset, Length;
    internal byte IpProtocol, TcpFlags;
    internal FlowDirection Direction;
    internal PacketTraits Traits;

    internal void Fill(in CapturedPacket packet, in DecodedPacket decoded, long flowNumber, FlowDirection direction, int offset, int length)
    {
        Time = packet.Time.Nanoseconds;
        LinkType = packet.LinkType;
        WireLength = packet.WireLength;
        CapturedLength = packet.Bytes.Length;
        FlowNumber = flowNumber;
        Direction = direction;
        Offset = offset;
        Length = length;
        Traits = decoded.Traits;
        EtherType = decoded.EtherType;
        Source = decoded.Source;
        Destination = decoded.Destination;
        SourcePort = decoded.SourcePort;
        DestinationPort = decoded.DestinationPort;
        IpProtocol = decoded.HasIp ? decoded.IpProtocol : (byte)0;
        TcpFlags = decoded.TcpFlags;
        TcpSequence = decoded.TcpSequence;
        PayloadLength = decoded.PayloadWireLength;
    }
}
