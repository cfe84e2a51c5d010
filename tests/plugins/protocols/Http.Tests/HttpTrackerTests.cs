using System.IO.Compression;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

/// <summary>A tracker of BitTorrent is spoken to in HTTP: the label stays, and what the client wants is told besides.</summary>
public sealed class HttpTrackerTests
{
    const string Announce = "GET /announce?info_hash=abcdefghijklmnopqrst&peer_id=-TR3000-abcdefghijkl&port=51413&event=started HTTP/1.1\r\nHost: tracker.test\r\n\r\n";
    const string Peers = "d8:intervali60e5:peersld2:ip9:192.0.2.14:porti80eeee";

    [Fact]
    public void An_announcement_and_its_answer_are_facts_of_BitTorrent_beside_the_exchange()
    {
        FlowAnalysis analysis = Run(Client(Announce), Server($"HTTP/1.1 200 OK\r\nContent-Length: {Peers.Length}\r\n\r\n{Peers}"));

        Exchanges(analysis).ShouldHaveSingleItem().Status.ShouldBe(200);
        Values(analysis).ShouldBe([("info_hash", "6162636465666768696a6b6c6d6e6f7071727374"), ("event", "started"), ("interval", "60"), ("peers", "192.0.2.1:80")]);
    }

    [Fact]
    public void The_answer_may_come_in_chunks_of_any_size()
    {
        string chunked = string.Concat(Peers.Select(character => $"1\r\n{character}\r\n")) + "0\r\n\r\n";

        Values(Run([Client(Announce), .. ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked).Chunk(7).Select(piece => Server(new string(piece)))]))
            .ShouldContain(("peers", "192.0.2.1:80"));
    }

    [Fact]
    public void The_answer_may_be_compressed()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.ASCII.GetBytes(Peers));
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {stream.Length}\r\n\r\n");

        Values(Run(Client(Announce), FlowTurn.FromResponder((byte[])[.. head, .. stream.ToArray()]))).ShouldContain(("peers", "192.0.2.1:80"));
    }

    [Fact]
    public void An_answer_to_another_request_of_the_connection_is_not_taken_for_a_tracker()
    {
        FlowAnalysis analysis = Run(
            Client(Announce), Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nde"),
            Client("GET /other HTTP/1.1\r\n\r\n"), Server($"HTTP/1.1 200 OK\r\nContent-Length: {Peers.Length}\r\n\r\n{Peers}"));

        Exchanges(analysis).Length.ShouldBe(2);
        Values(analysis).ShouldBe([("info_hash", "6162636465666768696a6b6c6d6e6f7071727374"), ("event", "started")]);
    }

    [Fact]
    public void An_announcement_without_an_answer_is_told_too() => Values(Run(Client(Announce))).ShouldContain(("event", "started"));

    static (string, string)[] Values(FlowAnalysis analysis) =>
    [
        .. analysis.Facts.OfType<OpenFact>().Where(fact => fact.Protocol == "bittorrent").ShouldHaveSingleItem().Values
            .Where(value => value.Key is "info_hash" or "event" or "interval" or "peers")
            .Select(value => (value.Key, value.Value is IReadOnlyList<string> list ? string.Join(',', list) : value.Value.ToString()!)),
    ];
}
