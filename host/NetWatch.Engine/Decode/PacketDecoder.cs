using NetWatch.Sdk.Capture;

namespace NetWatch.Engine.Decode;

/// <summary>Reads the headers of packets. One instance per worker: it keeps fragments and counters.</summary>
public sealed class PacketDecoder
{
    /// <summary>What was met so far.</summary>
    public DecodeCounters Counters { get; } = new();

    /// <summary>
    /// Decodes one frame. Never throws and allocates nothing in the steady state, whatever the bytes are.
    /// </summary>
    /// <returns>
    /// The bytes that the offsets of <paramref name="packet"/> refer to: the frame itself, or the datagram that this frame
    /// completed. They are good until the next call.
    /// </returns>
    public ReadOnlySpan<byte> Decode(scoped in CapturedPacket frame, ref DecodedPacket packet)
    {
        Counters.Frames++;
        packet = default;
        return frame.Bytes;
    }
}
