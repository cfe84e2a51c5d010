using NetWatch.Engine.Decode;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Decode;

/// <summary>A frame and its link type.</summary>
sealed record SampleFrame(LinkType LinkType, byte[] Bytes)
{
    /// <summary>Decodes it with a decoder of its own.</summary>
    internal DecodedFrame Decode() => Decode(new PacketDecoder());

    internal DecodedFrame Decode(PacketDecoder decoder, int? captured = null, Timestamp time = default)
    {
        var packet = new DecodedPacket();
        ReadOnlySpan<byte> bytes = decoder.Decode(
            new CapturedPacket(Bytes.AsSpan(0, captured ?? Bytes.Length), time, Bytes.Length, LinkType), ref packet);
        return new DecodedFrame(packet, bytes.ToArray(), decoder);
    }
}
