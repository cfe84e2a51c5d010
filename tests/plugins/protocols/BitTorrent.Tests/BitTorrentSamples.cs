using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.BitTorrent.Tests;

/// <summary>Flows for tests.</summary>
static class BitTorrentSamples
{
    internal const string Id = "abcdefghij0123456789";

    internal static FlowTurn From(bool isInitiator, byte[] bytes) => isInitiator ? FlowTurn.FromInitiator(bytes) : FlowTurn.FromResponder(bytes);

    internal static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    internal static byte[] Handshake(string peer) => [19, .. Text("BitTorrent protocol"), 0, 0, 0, 0, 0, 0x10, 0, 5, .. Enumerable.Range(1, 20).Select(i => (byte)i), .. Text(peer)];

    internal static byte[] Utp(int type, ushort id, uint difference, ushort sequence, ushort acknowledgment, byte[]? payload = null)
    {
        byte[] header = new byte[20];
        header[0] = (byte)(type << 4 | 1);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), id);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), 123_456);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), difference);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(12), 65_536);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(16), sequence);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(18), acknowledgment);
        return [.. header, .. payload ?? []];
    }

    internal static byte[] Announce { get; } =
    [
        1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1, 9, 9, 9, 9, .. Enumerable.Range(1, 20).Select(i => (byte)i), .. Text("-TR3000-abcdefghijkl"),
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0x1A, 0xE1,
    ];

    internal static FlowSample Peers { get; } = FlowSample.Tcp("peers", 51_413,
        From(true, Handshake("-UT3450-abcdefghijkl")), From(false, Handshake("A2-1-36-0-abcdefghij")), From(true, [0, 0, 0, 1, 2]), From(false, [0, 0, 0, 2, 5, 255]));

    internal static FlowSample Dht { get; } = FlowSample.Udp("DHT", 40_001,
        From(true, Text($"d1:ad2:id20:{Id}9:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:v4:UT\u0001\u00021:y1:qe")),
        From(false, Text($"d1:rd2:id20:{Id}5:nodes26:{Id}1234565:token4:zzzze1:t2:aa1:y1:re")), From(true, Text($"d1:ad2:id20:{Id}e1:q4:ping1:t2:bb1:y1:qe")),
        From(false, Text("d1:eli201e23:A Generic Error Ocurrede1:t2:bb1:y1:ee")));

    internal static FlowSample DhtWithAddress { get; } = FlowSample.Udp("a DHT response with an address in front", 40_001, From(false, Text($"d2:ip6:1234561:rd2:id20:{Id}e1:t1:a1:y1:re")));

    internal static FlowSample Micro { get; } = FlowSample.Udp("uTP", 40_002,
        From(true, Utp(4, 700, 0, 5, 0)), From(false, Utp(2, 700, 99, 77, 5)), From(true, Utp(0, 701, 98, 6, 77, Handshake("-qB4500-abcdefghijkl"))), From(false, Utp(2, 700, 97, 77, 6)));

    internal static FlowSample MicroInTheMiddle { get; } = FlowSample.Udp("uTP in the middle", 40_002, From(true, Utp(0, 701, 98, 6, 77, [1, 2, 3])), From(false, Utp(2, 700, 97, 78, 6)));

    internal static FlowSample TrackerOfUdp { get; } = FlowSample.Udp("a tracker", 1337,
        From(true, [0, 0, 4, 0x17, 0x27, 0x10, 0x19, 0x80, 0, 0, 0, 0, 1, 2, 3, 4]), From(false, [0, 0, 0, 0, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8]),
        From(true, Announce), From(false, [0, 0, 0, 1, 9, 9, 9, 9, 0, 0, 7, 8, 0, 0, 0, 3, 0, 0, 0, 4]));

    internal static FlowSample Local { get; } = FlowSample.Udp("local discovery", 6771,
        From(true, Text("BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6882\r\nInfohash: 0102030405060708090A0B0C0D0E0F1011121314\r\n\r\n\r\n")));

    internal static IReadOnlyList<FlowSample> All { get; } = [Peers, Dht, DhtWithAddress, Micro, MicroInTheMiddle, TrackerOfUdp, Local];
}
