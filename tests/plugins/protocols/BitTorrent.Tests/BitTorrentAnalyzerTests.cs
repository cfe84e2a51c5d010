using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.BitTorrent.Tests;

public sealed class BitTorrentAnalyzerTests
{
    const string Hash = "0102030405060708090a0b0c0d0e0f1011121314";

    static string Run(FlowSample sample) => AnalyzerHarness.For<BitTorrentClassifier>().Run(sample).Text;

    [Fact]
    public void Peers_are_told_with_torrent_client_and_extensions() => Run(BitTorrentSamples.Peers).ShouldBe(
        $"""
        app=bittorrent
        bittorrent/torrent
        info_hash={Hash}
        bittorrent/initiator
        initiator.peer_id=-UT3450-abcdefghijkl
        initiator.client=\u{"{B5}"}Torrent 3.4.5
        initiator.extensions[0]=DHT
        initiator.extensions[1]=Fast
        initiator.extensions[2]=Extension protocol
        bittorrent/responder
        responder.peer_id=A2-1-36-0-abcdefghij
        responder.client=aria2 1.36.0
        responder.extensions[0]=DHT
        responder.extensions[1]=Fast
        responder.extensions[2]=Extension protocol

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_query_of_the_table_is_told_with_its_response()
    {
        string text = Run(BitTorrentSamples.Dht);
        text.ShouldContain("bittorrent_dht/exchange\ntransaction_id=6161\nclient_version=UT0102\nrequest_type=get_peers\nrequest.id=6162636465666768696a30313233343536373839\n"
            + "request.info_hash=6d6e6f707172737475767778797a313233343536\nresponse.id=6162636465666768696a30313233343536373839\nresponse.token=7a7a7a7a\nresponse.nodes=1\n");
        text.ShouldContain("request_type=ping\n");
        text.ShouldContain("error.num=201\nerror.msg=A Generic Error Ocurred\n");
    }

    [Fact]
    public void A_query_without_a_response_is_told_at_the_end()
    {
        FlowSample sample = BitTorrentSamples.Dht with { Turns = [BitTorrentSamples.Dht.Turns[0]] };
        Run(sample).ShouldContain("request_type=get_peers");
    }

    [Fact]
    public void The_handshake_is_found_in_utp()
    {
        string text = Run(BitTorrentSamples.Micro);
        text.ShouldContain("bittorrent/utp\nutp_connection_id=700\n");
        text.ShouldContain($"info_hash={Hash}\n");
        text.ShouldContain("initiator.client=qBittorrent 4.5.0\n");
    }

    [Fact]
    public void An_announcement_is_told_with_the_answer_of_the_tracker() => Run(BitTorrentSamples.TrackerOfUdp).ShouldBe(
        $"app=bittorrent\nbittorrent/announce\ninfo_hash={Hash}\npeer_id=-TR3000-abcdefghijkl\nclient=Transmission 3.0.0\ndownloaded=0\nleft=256\nuploaded=0\n"
        + "event=started\nport=6881\ninterval=1800\nleechers=3\nseeders=4\n");

    [Fact]
    public void Local_discovery_names_torrents_and_port() => Run(BitTorrentSamples.Local).ShouldBe(
        $"app=bittorrent\nbittorrent/local_discovery\nport=6882\ninfo_hashes[0]={Hash}\n");

    [Fact]
    public void Nesting_without_an_end_is_refused()
    {
        byte[] deep = [(byte)'d', .. Enumerable.Repeat((byte)'l', 60_000)];
        AnalyzerHarness.For<BitTorrentClassifier>().Run(FlowSample.Udp("deep", 6881, BitTorrentSamples.From(true, deep))).App.ShouldBeNull();
    }
}
