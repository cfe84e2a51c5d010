using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>Marks of connections that may move: ids in packets with a short header (RFC 9000 §9, §17.3.1). A pure function.</summary>
public static class QuicMarks
{
    // A connection moves only after its handshake, when headers are short. The fixed bit need not be set (RFC 9287 §3).
    const byte FormBit = 0x80;

    /// <summary>The mark of datagrams to an end.</summary>
    /// <param name="id">An id that the end chose; ids shorter than <see cref="FlowMark.MinLength"/> make no mark.</param>
    /// <param name="owner">The direction in which that end sends.</param>
    public static FlowMark Of(ReadOnlySpan<byte> id, FlowDirection owner) => new()
    {
        Bytes = id,
        Offset = 1,
        Direction = owner == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator,
        FirstByteMask = FormBit,
        FirstByteBits = 0,
    };
}
