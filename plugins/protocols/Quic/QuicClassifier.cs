using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>
/// Recognises QUIC by its long headers and Google's versions by theirs. Nothing is decrypted: version, connection ids and lengths have to
/// hang together. Packets with a short header say nothing about themselves, so a flow of them alone is never matched.
/// </summary>
[Protocol("quic", Transports.Udp, Name = "QUIC", Evidence = Evidence.Structure, Ports = [QuicPort], MaxBytes = ushort.MaxValue)]
public sealed class QuicClassifier : IProtocolClassifier
{
    internal const ushort QuicPort = 443;

    /// <summary>A client has to fill its first datagrams this far (RFC 9000 §14.1).</summary>
    const int MinClientDatagram = 1200;

    /// <summary>A client's first destination connection id has at least so many bytes (RFC 9000 §7.2).</summary>
    const int MinClientId = 8;

    const int DatagramsToWait = 4;
    const int MaxOffers = 64;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        bool onPort = prefix.HasPort(QuicPort);
        if (QuicLongHeader.IsLong(bytes[0])) return Long(prefix, onPort);
        if (GooglePublicHeader.TryParse(bytes, out _, out _)) return Classification.Match();
        // Joined in the middle: a new handshake or the end of one may still follow.
        return onPort && (bytes[0] & 0xC0) == 0x40 ? More(prefix) : Classification.NoMatch;
    }

    static Classification Long(in FlowPrefix prefix, bool onPort)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (bytes.Length < 7) return Classification.NoMatch;
        var version = new QuicVersion(BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]));
        bool hasIds = PacketShape.TryReadIds(bytes, version, out ReadOnlySpan<byte> destination, out ReadOnlySpan<byte> source);
        if (!hasIds) return Classification.NoMatch;
        if (version.Number == 0) return Negotiation(prefix, destination, source);
        if (version.HasNibbleLengths) return destination.Length + source.Length > 0 ? Classification.Match() : Classification.NoMatch;
        bool isFilled = bytes.Length >= MinClientDatagram;
        bool hasFixedBit = (bytes[0] & 0x40) != 0;
        if (!hasFixedBit && !isFilled) return Classification.NoMatch;
        if (version.IsKnown) return Known(prefix, onPort && hasFixedBit);
        if (version.IsReserved && isFilled && destination.Length >= MinClientId && PacketShape.Fits(bytes)) return Classification.Match(85);
        // What a version of tomorrow looks like only its server can say, by turning it down.
        return onPort || isFilled ? More(prefix) : Classification.NoMatch;
    }

    static Classification Known(in FlowPrefix prefix, bool isTrusted)
    {
        if (PacketShape.Fits(prefix.Bytes)) return Classification.Match();
        if (prefix.IsTruncated) return Classification.Match(90);
        // On its own port one wants to see what is broken.
        return isTrusted ? Classification.Match(80) : Classification.NoMatch;
    }

    // RFC 9000 §17.2.1: the ids are those of the client's packet, the other way round, and the rest is a list of versions.
    static Classification Negotiation(in FlowPrefix prefix, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source)
    {
        ReadOnlySpan<byte> offers = prefix.Bytes[(7 + destination.Length + source.Length)..];
        if (offers.Length is 0 or > 4 * MaxOffers || offers.Length % 4 != 0) return Classification.NoMatch;
        ReadOnlySpan<byte> asked = prefix.Opposite;
        bool isAnswer = asked.Length > 0 && QuicLongHeader.IsLong(asked[0])
            && PacketShape.TryReadIds(asked, default, out ReadOnlySpan<byte> askedDestination, out ReadOnlySpan<byte> askedSource)
            && askedDestination.SequenceEqual(source) && askedSource.SequenceEqual(destination) && source.Length > 0;
        if (isAnswer) return Classification.Match(95);
        for (; offers.Length >= 4; offers = offers[4..])
        {
            if (new QuicVersion(BinaryPrimitives.ReadUInt32BigEndian(offers)).IsKnown) return Classification.Match(90);
        }

        return Classification.NoMatch;
    }

    static Classification More(in FlowPrefix prefix) =>
        prefix.DatagramIndex + 1 < DatagramsToWait ? Classification.NeedMoreData(Math.Min(prefix.Bytes.Length + 1, ushort.MaxValue)) : Classification.NoMatch;
}
