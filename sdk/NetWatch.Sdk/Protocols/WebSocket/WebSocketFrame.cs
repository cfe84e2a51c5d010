using System.Buffers.Binary;

namespace NetWatch.Sdk.Protocols.WebSocket;

/// <summary>The head of a WebSocket frame (RFC 6455 §5.2).</summary>
/// <param name="HeadLength">Bytes before the payload: 2 to 14.</param>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Opcode">What it is.</param>
/// <param name="IsFinal">Whether the message ends with it.</param>
/// <param name="IsCompressed">Whether the message is compressed (RFC 7692 §6): set on its first frame only.</param>
/// <param name="IsMasked">Whether the payload is masked, as a client's is.</param>
/// <param name="Mask">The four bytes of the mask, first one highest; 0 without one.</param>
public readonly record struct WebSocketFrame(
    int HeadLength, long Length, WebSocketOpcode Opcode, bool IsFinal, bool IsCompressed, bool IsMasked, uint Mask)
{
    /// <summary>The longest head.</summary>
    public const int MaxHeadLength = 14;

    /// <summary>Whether it is a close, ping or pong, which may stand between the frames of a message.</summary>
    public bool IsControl => ((byte)Opcode & 8) != 0;

    /// <summary>Reads the head that begins with the first byte. Pure; any thread.</summary>
    /// <param name="bytes">From the first byte of the frame on.</param>
    /// <param name="frame">The head.</param>
    /// <returns>True; null when more bytes are needed; false when no frame begins so: a reserved bit or opcode, a control frame that is long or
    /// goes on, or a length of 2^63 or more.</returns>
    public static bool? TryRead(ReadOnlySpan<byte> bytes, out WebSocketFrame frame)
    {
        frame = default;
        if (bytes.IsEmpty) return null;
        var opcode = (WebSocketOpcode)(bytes[0] & 0x0F);
        bool isFinal = (bytes[0] & 0x80) != 0, isCompressed = (bytes[0] & 0x40) != 0, isControl = ((byte)opcode & 8) != 0;
        if ((bytes[0] & 0x30) != 0 || opcode is > WebSocketOpcode.Binary and < WebSocketOpcode.Close or > WebSocketOpcode.Pong) return false;
        if (isControl && (!isFinal || isCompressed)) return false;
        if (bytes.Length < 2) return null;
        bool isMasked = (bytes[1] & 0x80) != 0;
        int code = bytes[1] & 0x7F, extended = code switch { 126 => 2, 127 => 8, _ => 0 }, head = 2 + extended + (isMasked ? 4 : 0);
        if (isControl && code > 125) return false;
        if (bytes.Length < head) return null;
        ulong length = code switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            _ => (ulong)code,
        };
        if (length > long.MaxValue) return false;
        uint mask = isMasked ? BinaryPrimitives.ReadUInt32BigEndian(bytes[(2 + extended)..]) : 0;
        frame = new WebSocketFrame(head, (long)length, opcode, isFinal, isCompressed, isMasked, mask);
        return true;
    }

    /// <summary>Undoes the mask (§5.3).</summary>
    /// <param name="payload">Bytes of the payload; changed.</param>
    /// <param name="offset">Where in the payload they begin.</param>
    public void Unmask(Span<byte> payload, long offset)
    {
        if (!IsMasked) return;
        for (int i = 0; i < payload.Length; i++) payload[i] ^= (byte)(Mask >> (24 - 8 * (int)((offset + i) & 3)));
    }
}
