using System.Text;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Tests.Protocols.BitTorrent;

public sealed class HttpTrackerTests
{
    const string Announce = "/announce?info_hash=%01%02abcdefghijklmnopqr&peer_id=A2-1-36-0-%ff234567890&uploaded=0&downloaded=7&left=42&port=6882&compact=1&event=started";

    [Theory]
    [InlineData("/announce?info_hash=x", true)]
    [InlineData("/a?peer_id=y&info_hash=x", true)]
    [InlineData("/info_hash=x", false)]
    [InlineData("/search?q=my_info_hash=x", false)]
    [InlineData("/", false)]
    [InlineData(null, false)]
    public void A_request_to_a_tracker_asks_for_a_torrent(string? target, bool isTracker) => HttpTracker.IsRequest(target).ShouldBe(isTracker);

    [Fact]
    public void An_announcement_says_who_wants_what()
    {
        OpenFact fact = HttpTracker.Read(Announce, default);

        (fact.Protocol, fact.Kind, fact.IsTransaction).ShouldBe(("bittorrent", "announce", true));
        Text(fact).ShouldBe(
            "info_hash=01026162636465666768696a6b6c6d6e6f707172 peer_id=A2-1-36-0-ÿ234567890 client=aria2 1.36.0 uploaded=0 downloaded=7 left=42 port=6882 event=started");
    }

    [Fact]
    public void The_answer_names_compact_peers_of_both_versions_of_IP()
    {
        byte[] answer =
        [
            .. "d8:completei3e10:incompletei5e8:intervali1800e5:peers12:"u8, 10, 96, 0, 66, 0x1A, 0xE1, 192, 0, 2, 1, 0, 80,
            .. "6:peers618:"u8, 0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x1A, 0xE1, .. "e"u8,
        ];

        Text(HttpTracker.Read("/a?info_hash=", answer)).ShouldBe("seeders=3 leechers=5 interval=1800 peers=10.96.0.66:6881,192.0.2.1:80,[2001:db8::1]:6881");
    }

    [Fact]
    public void Peers_may_be_listed_one_by_one() =>
        Text(HttpTracker.Read("/a?info_hash=", "d5:peersld2:ip9:192.0.2.14:porti80eed2:ip3:::14:porti81eeee"u8)).ShouldBe("peers=192.0.2.1:80,[::1]:81");

    [Fact]
    public void A_refusal_is_told() =>
        Text(HttpTracker.Read("/a?info_hash=", "d14:failure reason7:no suche"u8)).ShouldBe("error=no such");

    [Fact]
    public void A_scrape_has_the_numbers_of_its_torrent()
    {
        OpenFact fact = HttpTracker.Read("/scrape?info_hash=", "d5:filesd4:abcdd8:completei1e10:downloadedi9e10:incompletei2eeee"u8);

        (fact.Kind, Text(fact)).ShouldBe(("scrape", "seeders=1 leechers=2"));
    }

    [Fact]
    public void Any_prefix_of_an_answer_and_any_byte_in_it_is_read_without_harm()
    {
        byte[] answer = Encoding.Latin1.GetBytes("d8:completei3e5:filesd20:aaaaaaaaaaaaaaaaaaaad8:completei1eee8:intervali1800e5:peersld2:ip9:192.0.2.14:porti80eee6:peers60:e");
        for (int length = 0; length <= answer.Length; length++) HttpTracker.Read(Announce, answer.AsSpan(0, length)).Values.Count.ShouldBeLessThan(20);
        for (int at = 0; at < answer.Length; at++)
        {
            byte kept = answer[at];
            foreach (byte value in "0:9dielx\xFF"u8)
            {
                answer[at] = value;
                HttpTracker.Read(Announce[..Math.Min(at + 20, Announce.Length)], answer).Values.Count.ShouldBeLessThan(20);
            }

            answer[at] = kept;
        }
    }

    [Fact]
    public void A_query_of_many_fields_gives_few_values() =>
        HttpTracker.Read("/a?info_hash=" + string.Concat(Enumerable.Repeat("&left=1&port=2", 10_000)), default).Values.Count.ShouldBeLessThan(20);

    static string Text(OpenFact fact) =>
        string.Join(' ', fact.Values.Select(value => $"{value.Key}={(value.Value is IReadOnlyList<string> list ? string.Join(',', list) : value.Value)}"));
}
