using NetWatch.Sdk.Packets;
using NetWatch.Engine.Decode;

namespace NetWatch.Engine.Tests.Decode;

/// <summary>What came out of the decoder.</summary>
sealed record DecodedFrame(DecodedPacket Packet, byte[] Bytes, PacketDecoder Decoder)
{
    internal byte[] Payload => Bytes.AsSpan(Packet.PayloadOffset, Packet.PayloadLength).ToArray();

    internal string Tuple => $"{Packet.Transport} {Packet.Source} {Packet.SourcePort} {Packet.Destination} {Packet.DestinationPort}";

    /// <summary>Holds of every frame, however broken: what is told lies within the bytes, and the traits agree with each other.</summary>
    internal void ShouldBeConsistent()
    {
        Packet.PayloadOffset.ShouldBeInRange(0, Bytes.Length);
        Packet.PayloadLength.ShouldBeInRange(0, Bytes.Length - Packet.PayloadOffset);
        Packet.PayloadWireLength.ShouldBeGreaterThanOrEqualTo(Packet.PayloadLength);
        Packet.NetworkOffset.ShouldBeInRange(0, Bytes.Length);
        Packet.TransportOffset.ShouldBeInRange(0, Bytes.Length);
        if (!Packet.HasIp) (Packet.Source.IsNone && Packet.Destination.IsNone).ShouldBeTrue();
        if (Packet.PayloadWireLength > Packet.PayloadLength) (Packet.IsTruncated || Packet.IsMalformed).ShouldBeTrue();
        if (Packet.IsFragment) (Packet.Transport, Packet.PayloadLength).ShouldBe((Transport.None, 0));
    }
}
