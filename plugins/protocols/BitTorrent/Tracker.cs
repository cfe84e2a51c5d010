using NetWatch.Sdk.Protocols.BitTorrent;
using System.Buffers.Binary;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>The UDP tracker protocol (BEP 15): requests begin with a connection id, answers with what was asked.</summary>
static class Tracker
{
    internal const int Connect = 0, Announce = 1, Scrape = 2, Error = 3;
    internal const int ConnectLength = 16;
    internal const int AnnounceLength = 98;

    const ulong Magic = 0x0000_0417_2710_1980;

    /// <summary>A request for a connection id: eight bytes are fixed, and the action is 0.</summary>
    internal static bool IsConnect(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= ConnectLength && BinaryPrimitives.ReadUInt64BigEndian(datagram) == Magic && BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]) == Connect;

    /// <summary>
    /// An announcement: the id is anything, so action, event, port and the form of the peer's id have to stand for it.
    /// </summary>
    internal static bool IsAnnounce(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= AnnounceLength && BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]) == Announce
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[80..]) <= 3 && (datagram[96] | datagram[97]) != 0
        && PeerId.IsUsual(datagram.Slice(36, PeerId.Length));

    /// <summary>Whether a datagram answers a request to connect: the same transaction, then the id.</summary>
    internal static bool IsConnected(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> request) =>
        datagram.Length >= ConnectLength && IsConnect(request) && BinaryPrimitives.ReadUInt32BigEndian(datagram) is Connect or Error
        && datagram.Slice(4, 4).SequenceEqual(request.Slice(12, 4));
}
