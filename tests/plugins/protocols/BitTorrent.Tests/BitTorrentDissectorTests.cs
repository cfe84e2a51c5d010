using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.BitTorrent.Tests;

public sealed class BitTorrentDissectorTests
{
    [Fact]
    public void A_handshake_and_the_messages_behind_it_are_shown()
    {
        byte[] bytes = [.. BitTorrentSamples.Handshake("-UT3450-abcdefghijkl"), 0, 0, 0, 1, 2, 0, 0, 0, 0];
        TreeText.TextsOf(new BitTorrentDissector(), Input(bytes, Transport.Tcp)).ShouldBe(
        [
            "BitTorrent, handshake", "  Protocol: BitTorrent protocol", "  Extensions: DHT, Fast, Extension protocol", "  Info hash: 0102030405060708090a0b0c0d0e0f1011121314",
            "  Peer id: -UT3450-abcdefghijkl (µTorrent 3.4.5)", "BitTorrent, interested", "  Length: 1", "BitTorrent, keep-alive", "  Length: 0",
        ]);
    }

    [Fact]
    public void A_message_of_the_table_is_shown_as_it_nests()
    {
        byte[] bytes = BitTorrentSamples.Text($"d1:ad2:id20:{BitTorrentSamples.Id}e1:q4:ping1:t2:aa1:y1:qe");
        TreeText.TextsOf(new BitTorrentDissector(), Input(bytes, Transport.Udp)).ShouldBe(
            ["BitTorrent, DHT query ping", "  a", "    id: abcdefghij0123456789", "  q: ping", "  t: aa", "  y: q"]);
    }

    [Fact]
    public void The_summary_says_what_a_datagram_is()
    {
        new BitTorrentDissector().Summarize(Input(BitTorrentSamples.Utp(4, 700, 0, 5, 0), Transport.Udp)).ShouldBe("uTP SYN seq 5 ack 0 (0 bytes)");
        new BitTorrentDissector().Summarize(Input(BitTorrentSamples.Announce, Transport.Udp)).ShouldBe("Tracker announce");
        new BitTorrentDissector().Summarize(Input([9, 9], Transport.Udp)).ShouldBeNull();
    }

    static DissectionInput Input(byte[] bytes, Transport transport) => new()
    {
        Bytes = bytes, StartsAtFirstByte = true, Transport = transport, Direction = FlowDirection.FromInitiator,
    };
}
