using System.Buffers.Binary;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>The header of uTP (BEP 29): version 1, five types, a chain of extensions.</summary>
readonly ref struct UtpHeader
{
    internal const int Size = 20;
    internal const int Data = 0, Fin = 1, State = 2, Reset = 3, Syn = 4;

    const int MaxExtensions = 4;

    // The window is what a socket may buffer; nobody offers more than this.
    const uint LargestWindow = 64 << 20;

    internal int Type { get; private init; }

    internal ushort ConnectionId { get; private init; }

    internal uint Timestamp { get; private init; }

    internal uint TimestampDifference { get; private init; }

    internal uint Window { get; private init; }

    internal ushort Sequence { get; private init; }

    internal ushort Acknowledgment { get; private init; }

    internal ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Whether these are a header and a payload that fit together.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> datagram, out UtpHeader header)
    {
        header = default;
        if (datagram.Length < Size || (datagram[0] & 0xF) != 1 || datagram[0] >> 4 > Syn) return false;
        int start = PayloadStart(datagram);
        if (start < 0) return false;
        header = new UtpHeader
        {
            Type = datagram[0] >> 4,
            ConnectionId = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            TimestampDifference = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            Window = BinaryPrimitives.ReadUInt32BigEndian(datagram[12..]),
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[16..]),
            Acknowledgment = BinaryPrimitives.ReadUInt16BigEndian(datagram[18..]),
            Payload = datagram[start..],
        };
        return header.Window <= LargestWindow && header.Payload.IsEmpty == (header.Type != Data);
    }

    // Each extension names the next and has a length: 1 is a bit mask of selective acknowledgments in steps of 32 bits, 2 has 8 bits of options, 3
    // a reason to close.
    static int PayloadStart(ReadOnlySpan<byte> datagram)
    {
        int at = Size;
        byte next = datagram[1];
        for (int count = 0; next != 0; count++)
        {
            if (count == MaxExtensions || next > 3 || at + 2 > datagram.Length) return -1;
            byte length = datagram[at + 1];
            bool isLegal = next switch { 1 => length is > 0 && length % 4 == 0, 2 => length == 8, _ => length == 4 };
            if (!isLegal || at + 2 + length > datagram.Length) return -1;
            next = datagram[at];
            at += 2 + length;
        }

        return at;
    }

    /// <summary>
    /// A SYN says nothing back: no delay was measured, nothing is acknowledged. With type, version, extension and the exact length these are
    /// more than 60 fixed bits.
    /// </summary>
    internal bool IsOpening => Type == Syn && TimestampDifference == 0 && Acknowledgment == 0 && Timestamp != 0 && ConnectionId != 0;

    /// <summary>
    /// Whether the other direction belongs to the same connection: its id is the same or the next (BEP 29, "connection setup"), and each side
    /// acknowledges about what the other sends.
    /// </summary>
    internal bool Fits(in UtpHeader other)
    {
        int apart = (short)(ConnectionId - other.ConnectionId);
        return apart is >= -1 and <= 1 && Near(Acknowledgment, other.Sequence) && Near(other.Acknowledgment, Sequence, other.Type == Syn);
    }

    static bool Near(ushort acknowledged, ushort sent, bool isSyn = false) => isSyn || (short)(sent - acknowledged) is >= -512 and <= 512;
}
