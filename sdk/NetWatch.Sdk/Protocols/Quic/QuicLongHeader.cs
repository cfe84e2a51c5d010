using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// A packet with a long header (RFC 9000 §17.2; RFC 8999 §5.1 for versions that are not known), read in place: nothing is copied, nothing
/// allocated, nothing throws. Lives as long as the bytes it was given.
/// </summary>
public readonly ref struct QuicLongHeader
{
    /// <summary>The longest connection id of the known versions (RFC 9000 §17.2).</summary>
    public const int MaxConnectionId = 20;

    const int IntegrityTag = 16;

    /// <summary>The first byte; but for its type bits it is protected.</summary>
    public byte FirstByte { get; private init; }

    /// <summary>The version; number 0 for version negotiation.</summary>
    public QuicVersion Version { get; private init; }

    /// <summary>What the packet is for.</summary>
    public QuicPacketType Type { get; private init; }

    /// <summary>The destination connection id; up to 255 bytes for versions that are not known.</summary>
    public ReadOnlySpan<byte> DestinationId { get; private init; }

    /// <summary>The source connection id; up to 255 bytes for versions that are not known.</summary>
    public ReadOnlySpan<byte> SourceId { get; private init; }

    /// <summary>The token of an Initial, or that of a Retry without its integrity tag.</summary>
    public ReadOnlySpan<byte> Token { get; private init; }

    /// <summary>Of a version negotiation: the versions on offer, four bytes each, and whatever is left over behind them.</summary>
    public ReadOnlySpan<byte> SupportedVersions { get; private init; }

    /// <summary>Where the packet number begins, which is where the protected part does; 0 where there is none.</summary>
    public int PacketNumberOffset { get; private init; }

    /// <summary>How long the packet says that it is, from its first byte; another may follow in the same datagram (RFC 9000 §12.2).</summary>
    public int PacketLength { get; private init; }

    /// <summary>Whether all of <see cref="PacketLength"/> is there.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Whether a first byte belongs to a long header: its top bit is set.</summary>
    public static bool IsLong(byte firstByte) => (firstByte & 0x80) != 0;

    /// <summary>Reads the header of the packet at the start of the bytes.</summary>
    /// <param name="bytes">A datagram, or what is left of it after the packets before.</param>
    /// <param name="header">The header; the default value on false.</param>
    /// <returns>False when it is no long header, the bytes end within it, or its connection ids are too long for its version.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out QuicLongHeader header)
    {
        header = default;
        var reader = new ByteReader(bytes);
        if (!reader.TryReadByte(out byte first) || !IsLong(first) || !reader.TryReadUInt32(out uint number)) return false;
        var version = new QuicVersion(number);
        if (!TryReadIds(ref reader, version, out ReadOnlySpan<byte> destination, out ReadOnlySpan<byte> source)) return false;
        header = new QuicLongHeader
        {
            FirstByte = first,
            Version = version,
            Type = version.TypeOf(first),
            DestinationId = destination,
            SourceId = source,
            PacketLength = bytes.Length,
            IsWhole = true,
        };
        return header.Type switch
        {
            QuicPacketType.VersionNegotiation => TryReadVersions(ref header, reader),
            QuicPacketType.Retry => TryReadRetry(ref header, reader),
            QuicPacketType.Initial when version.HasNibbleLengths => TryReadGoogle(ref header, reader),
            QuicPacketType.Initial => TryReadInitial(ref header, reader, bytes.Length),
            QuicPacketType.ZeroRtt or QuicPacketType.Handshake => TryReadLength(ref header, reader, bytes.Length),
            _ => true,
        };
    }

    static bool TryReadIds(scoped ref ByteReader reader, QuicVersion version, out ReadOnlySpan<byte> destination, out ReadOnlySpan<byte> source)
    {
        source = default;
        if (!version.HasNibbleLengths)
        {
            // Only the known versions limit the length (RFC 8999 §5.1 against RFC 9000 §17.2).
            return reader.TryReadVector8(out destination) && reader.TryReadVector8(out source)
                && (!version.IsKnown || (destination.Length <= MaxConnectionId && source.Length <= MaxConnectionId));
        }

        destination = default;
        return reader.TryReadByte(out byte lengths)
            && reader.TryReadBytes(NibbleLength(lengths >> 4), out destination) && reader.TryReadBytes(NibbleLength(lengths & 0xF), out source);
    }

    // 0 means none, anything else is three less than the length.
    static int NibbleLength(int nibble) => nibble == 0 ? 0 : nibble + 3;

    static bool TryReadVersions(ref QuicLongHeader header, ByteReader reader)
    {
        header = header with { SupportedVersions = reader.Rest };
        return true;
    }

    static bool TryReadRetry(ref QuicLongHeader header, ByteReader reader)
    {
        if (reader.Remaining < IntegrityTag) return false;
        header = header with { Token = reader.Rest[..^IntegrityTag] };
        return true;
    }

    // The version in the clear numbers its packets with as many bytes as the low bits say, and fills the datagram.
    static bool TryReadGoogle(ref QuicLongHeader header, ByteReader reader)
    {
        header = header with { PacketNumberOffset = reader.Position };
        return reader.TrySkip((header.FirstByte & 3) + 1);
    }

    static bool TryReadInitial(ref QuicLongHeader header, ByteReader reader, int available)
    {
        if (!QuicVarInt.TryReadVector(ref reader, out ReadOnlySpan<byte> token)) return false;
        header = header with { Token = token };
        return TryReadLength(ref header, reader, available);
    }

    static bool TryReadLength(ref QuicLongHeader header, ByteReader reader, int available)
    {
        if (!QuicVarInt.TryRead(ref reader, out ulong length) || length > ushort.MaxValue) return false;
        int end = reader.Position + (int)length;
        header = header with { PacketNumberOffset = reader.Position, PacketLength = end, IsWhole = end <= available };
        return true;
    }
}
