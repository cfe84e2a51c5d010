using System.Buffers.Binary;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Follows the requests to a UDP tracker (BEP 15). One request at a time is waited for, as clients send them.</summary>
sealed class TrackerLog
{
    static readonly string[] Events = ["none", "completed", "started", "stopped"];

    List<KeyValuePair<string, object>>? _announce;
    uint _transaction;

    internal void Clear() => _announce = null;

    internal void OnRequest(ReadOnlySpan<byte> datagram, IFactSink facts)
    {
        if (!Tracker.IsAnnounce(datagram)) return;
        Flush(facts);
        _transaction = BinaryPrimitives.ReadUInt32BigEndian(datagram[12..]);
        ReadOnlySpan<byte> peer = datagram.Slice(36, PeerId.Length);
        _announce =
        [
            new("info_hash", WireBytes.Hex(datagram.Slice(16, 20))),
            new("peer_id", WireText.Of(peer)),
            new("downloaded", Number(datagram[56..])),
            new("left", Number(datagram[64..])),
            new("uploaded", Number(datagram[72..])),
            new("event", Events[BinaryPrimitives.ReadUInt32BigEndian(datagram[80..]) & 3]),
            new("port", (long)BinaryPrimitives.ReadUInt16BigEndian(datagram[96..])),
        ];
        if (PeerId.ClientOf(peer) is { } client) _announce.Insert(2, new("client", client));
    }

    internal void OnAnswer(ReadOnlySpan<byte> datagram, IFactSink facts)
    {
        if (_announce is null || datagram.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != _transaction) return;
        uint action = BinaryPrimitives.ReadUInt32BigEndian(datagram);
        if (action == Tracker.Error)
        {
            _announce.Add(new("error", WireText.Of(datagram[8..], 256)));
        }
        else if (action == Tracker.Announce && datagram.Length >= 20)
        {
            _announce.Add(new("interval", (long)BinaryPrimitives.ReadUInt32BigEndian(datagram[8..])));
            _announce.Add(new("leechers", (long)BinaryPrimitives.ReadUInt32BigEndian(datagram[12..])));
            _announce.Add(new("seeders", (long)BinaryPrimitives.ReadUInt32BigEndian(datagram[16..])));
        }

        Flush(facts);
    }

    internal void Flush(IFactSink facts)
    {
        if (_announce is not null) facts.Publish(new OpenFact("bittorrent", "announce", _announce, isTransaction: true));
        _announce = null;
    }

    static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);
}
