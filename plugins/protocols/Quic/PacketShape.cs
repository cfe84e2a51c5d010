using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>Whether bytes hang together as packets with long headers. Pure functions that allocate nothing.</summary>
static class PacketShape
{
    // Packet number, and enough behind it to take a sample of (RFC 9001 §5.4.2).
    const int MinProtected = 20;

    const int MaxPackets = 8;

    /// <summary>Reads the connection ids behind a version field; false when they do not fit or are longer than known versions allow.</summary>
    internal static bool TryReadIds(ReadOnlySpan<byte> bytes, QuicVersion version, out ReadOnlySpan<byte> destination, out ReadOnlySpan<byte> source)
    {
        destination = source = default;
        var reader = new ByteReader(bytes);
        if (!reader.TrySkip(5)) return false;
        if (version.HasNibbleLengths)
        {
            bool isRead = QuicLongHeader.TryParse(bytes, out QuicLongHeader header);
            destination = header.DestinationId;
            source = header.SourceId;
            return isRead;
        }

        return reader.TryReadVector8(out destination) && destination.Length <= QuicLongHeader.MaxConnectionId
            && reader.TryReadVector8(out source) && source.Length <= QuicLongHeader.MaxConnectionId;
    }

    /// <summary>Whether the packets of a datagram end where they say, one behind the other.</summary>
    internal static bool Fits(ReadOnlySpan<byte> datagram)
    {
        for (int count = 0; count < MaxPackets; count++)
        {
            if (!QuicLongHeader.TryParse(datagram, out QuicLongHeader header)) return false;
            if (header.Type == QuicPacketType.Retry) return count == 0 && header.Token.Length > 0 && header.SourceId.Length > 0;
            bool isSound = header.PacketNumberOffset > 0 && header.IsWhole && header.PacketLength - header.PacketNumberOffset >= MinProtected;
            if (!isSound) return false;
            datagram = datagram[header.PacketLength..];
            // A short header, and whatever fills the datagram, can't be judged.
            if (datagram.IsEmpty || !QuicLongHeader.IsLong(datagram[0])) return true;
        }

        return true;
    }
}
