using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Quic.Tests.Flows;
using static NetWatch.Plugins.Quic.Tests.Packet;

namespace NetWatch.Plugins.Quic.Tests;

public sealed class QuicAnalyzerTests
{
    [Fact]
    public void Both_hellos_of_a_handshake()
    {
        IReadOnlyList<Fact> facts = FactsOf(
            Client(FromClient(Crypto(Hello.Client(hasEch: true)))), Server(FromServer(Crypto(Hello.Server(0x1302))), Opaque(2)), Client(Opaque(2)), Client(Short()));

        facts.Kinds().ShouldBe(["connection", "client_hello", "client_parameters", "server_hello"]);
        TlsClientHello hello = facts.ClientHello();
        (hello.Carrier, hello.Sni, hello.HasEch).ShouldBe(("quic", "example.org", true));
        hello.Alpn.ShouldBe(["h3"]);
        hello.Ja4.ShouldNotBeNull().ShouldStartWith("q13d0207h3_");
        facts.OfType<TlsServerHello>().ShouldHaveSingleItem().CipherSuite.ShouldBe((ushort)0x1302);
        facts.Text().ShouldContain("8394c8f03e515708");
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(4000)]
    [InlineData(20_000)]
    public void A_hello_over_several_datagrams_in_any_order(int keyShare)
    {
        byte[] hello = Hello.Client(keyShare: keyShare);
        byte[][] packets = [.. Enumerable.Range(0, hello.Length / 1000 + 1)
            .Select(i => FromClient(Crypto(hello, i * 1000, Math.Min(1000, hello.Length - i * 1000)), (uint)i))];
        for (int seed = 0; seed < 20; seed++)
        {
            byte[][] shuffled = [.. packets];
            new Random(seed).Shuffle(shuffled);
            FactsOf([.. shuffled.Select(packet => Client(packet))]).ClientHello().Ja4.ShouldNotBeNull($"seed {seed}");
        }
    }

    [Fact]
    public void Frames_of_a_hello_in_any_order_repeated_and_overlapping()
    {
        byte[] hello = Hello.Client();
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            int cut = random.Next(1, hello.Length - 1), overlap = random.Next(0, hello.Length - cut);
            byte[][] frames = [Crypto(hello, cut), [1], Crypto(hello, 0, cut + overlap), new byte[random.Next(5)], Crypto(hello, 0, 1)];
            random.Shuffle(frames);
            FactsOf(Client(FromClient([.. frames.SelectMany(frame => frame)]))).ClientHello().Sni.ShouldBe("example.org", $"seed {seed}");
        }
    }

    [Fact]
    public void The_second_copy_of_a_byte_changes_nothing()
    {
        byte[] hello = Hello.Client("first.example"), other = Hello.Client("other.example");
        FactsOf(Client(FromClient([.. Crypto(hello, 0, 120), .. Crypto(other)]))).ClientHello().Sni.ShouldBe("first.example");
    }

    [Fact]
    public void After_a_retry_the_keys_follow_from_the_new_id()
    {
        byte[] id = [9, 9, 9, 9, 9, 9, 9, 9, 9, 9], hello = Hello.Client();
        IReadOnlyList<Fact> facts = FactsOf(
            Client(FromClient(Crypto(hello, 0, 100))), Server(Retry(id)), Client(FromClient(Crypto(hello), 1, id, token: [.. "token"u8])),
            Server(FromServer(Crypto(Hello.Server()), keysOf: id)));

        facts.Kinds().ShouldBe(["retry", "connection", "client_hello", "client_parameters", "server_hello"]);
    }

    [Fact]
    public void A_hello_that_is_sent_again_after_a_retry_is_told_once()
    {
        byte[] id = [9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
        FactsOf(Client(FromClient(Crypto(Hello.Client()))), Server(Retry(id)), Client(FromClient(Crypto(Hello.Client()), 1, id))).ClientHello().Sni.ShouldBe("example.org");
    }

    [Fact]
    public void A_retry_that_was_not_captured_is_no_hindrance()
    {
        byte[] id = [9, 9, 9, 9, 9, 9, 9, 9];
        FactsOf(Client(FromClient(Crypto(Hello.Client(), 0, 50))), Client(FromClient(Crypto(Hello.Client()), 1, id))).ClientHello().Sni.ShouldBe("example.org");
    }

    [Fact]
    public void The_rest_of_a_hello_may_be_sent_to_the_id_that_the_server_chose()
    {
        byte[] hello = Hello.Client();
        FactsOf(Client(FromClient(Crypto(hello, 0, 90))), Server(FromServer([2, 0, 0, 0, 0])), Client(FromClient(Crypto(hello, 90), 1, ServerId, keysOf: FirstId)))
            .ClientHello().Ja4.ShouldNotBeNull();
    }

    [Fact]
    public void After_a_retry_request_a_second_hello_follows()
    {
        byte[] first = Hello.Client("first.example"), second = Hello.Client("first.example", 65), retry = Hello.Server(isRetryRequest: true);
        IReadOnlyList<Fact> facts = FactsOf(
            Client(FromClient(Crypto(first))), Server(FromServer(Crypto(retry))), Client(FromClient(Crypto([.. first, .. second], first.Length), 1)),
            Server(FromServer(Crypto([.. retry, .. Hello.Server()], retry.Length), 1)));

        facts.OfType<TlsClientHello>().Count().ShouldBe(2);
        facts.OfType<TlsServerHello>().Select(hello => hello.IsHelloRetryRequest).ShouldBe([true, false]);
    }

    [Fact]
    public void Early_data_before_the_hello_and_behind_it_in_one_datagram()
    {
        byte[] initial = FromClient(Crypto(Hello.Client()), size: 600);
        FactsOf(Client(Opaque(1, 1000)), Client(initial)).Kinds().ShouldBe(["zero_rtt", "connection", "client_hello", "client_parameters"]);
        FactsOf(Client(initial, Opaque(1, 600))).Kinds().ShouldBe(["connection", "client_hello", "client_parameters", "zero_rtt"]);
    }

    [Fact]
    public void A_version_that_is_turned_down_is_not_that_of_the_connection()
    {
        byte[] reserved = FromClient(Crypto(Hello.Client()));
        (reserved[1], reserved[2], reserved[3], reserved[4]) = (0x1A, 0x2A, 0x3A, 0x4A);
        IReadOnlyList<Fact> facts = FactsOf(Client(reserved), Server(Negotiation(1, 0x6A7A8A9A, QuicVersion.Two)), Client(FromClient(Crypto(Hello.Client()))));

        facts.Kinds().ShouldBe(["version_negotiation", "connection", "client_hello", "client_parameters"]);
        facts.Text().ShouldContain("6b3343cf");
        facts.OfType<ConnectionFact>().ShouldHaveSingleItem().Version.Number.ShouldBe(QuicVersion.One);
    }

    [Fact]
    public void A_hello_in_a_version_that_is_turned_down_can_be_read_all_the_same()
    {
        byte[] reserved = FromClient(Crypto(Hello.Client("greased.example")), version: 0x1A2A3A4A);
        IReadOnlyList<Fact> facts = FactsOf(Client(reserved), Server(Negotiation(1)), Client(FromClient(Crypto(Hello.Client("greased.example")))), Server(FromServer(Crypto(Hello.Server()))));

        facts.OfType<TlsClientHello>().First().Sni.ShouldBe("greased.example");
        facts.OfType<ConnectionFact>().ShouldHaveSingleItem().Version.Number.ShouldBe(QuicVersion.One);
        facts.OfType<TlsServerHello>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_server_may_move_to_a_version_that_it_knows_the_client_has()
    {
        IReadOnlyList<Fact> facts = FactsOf(
            Client(FromClient(Crypto(Hello.Client()))), Server(FromServer(Crypto(Hello.Server()), version: QuicVersion.Two)));

        facts.Kinds().ShouldBe(["connection", "client_hello", "client_parameters", "negotiated_version", "server_hello"]);
    }

    [Fact]
    public void A_refusal_says_why()
    {
        IReadOnlyList<Fact> facts = FactsOf(Client(FromClient(Crypto(Hello.Client()))), Server(FromServer(Close(0x128, "no common suite"))));

        facts.Kinds().ShouldContain("close");
        facts.Text().ShouldContain("CRYPTO_ERROR, TLS alert 40");
        facts.Text().ShouldContain("no common suite");
    }

    [Fact]
    public void A_hello_of_which_the_end_is_missing_still_names_the_server()
    {
        byte[] hello = Hello.Client(keyShare: 1100);
        TlsClientHello fact = FactsOf(Client(FromClient(Crypto(hello, 0, 1000)))).ClientHello();
        (fact.Sni, fact.Ja4).ShouldBe(("example.org", null));
    }

    [Theory]
    [InlineData(QuicVersion.Two, "6b3343cf")]
    [InlineData(0xFF00001Du, "ff00001d")]
    [InlineData(0xFF000017u, "ff000017")]
    [InlineData(0xFF000016u, "ff000016")]
    [InlineData(0xFACEB002u, "faceb002")]
    public void Versions_have_their_own_salts(uint version, string name)
    {
        IReadOnlyList<Fact> facts = FactsOf(Client(FromClient(Crypto(Hello.Client()), version: version)), Server(FromServer(Crypto(Hello.Server()), version: version)));

        facts.Kinds().ShouldBe(["connection", "client_hello", "client_parameters", "server_hello"]);
        facts.Text().ShouldContain(name);
    }

    [Theory]
    [InlineData(0x54303530u)]
    [InlineData(0x54303531u)]
    public void Versions_of_Google_with_TLS_number_their_frames_otherwise(uint version) =>
        FactsOf(Client(FromClient([7, .. Crypto(Hello.Client(), type: 8)], version: version))).ClientHello().Sni.ShouldBe("example.org");

    [Fact]
    public void Hellos_of_Google_name_server_and_client()
    {
        byte[] hello = Hello.Google(("PAD", "--"), ("SNI", "google.example"), ("UAID", "Chrome/85"));
        FlowTurnOf[] ways =
        [
            new("Q039", QuicClassifierContractTests.GoogleClear("Q039")), new("Q046", QuicClassifierContractTests.GoogleLong("Q046")),
            new("Q050", FromClient(Crypto(hello, type: 8), version: 0x51303530)),
        ];
        foreach ((string version, byte[] packet) in ways)
        {
            string text = FactsOf(Client(packet)).Text();
            foreach (string part in (string[])[version, "google.example", "Chrome/85"]) text.ShouldContain(part);
        }
    }

    [Fact]
    public void Ids_that_an_end_chose_are_the_marks_of_a_move_unless_they_are_short()
    {
        var facts = new FactCollector();
        IFlowAnalyzer analyzer = new QuicAnalyzerFactory().Create();
        analyzer.Start(default);
        foreach (FlowTurn turn in (FlowTurn[])[Client(FromClient(Crypto(Hello.Client()))), Server(FromServer([1])), Server(FromServer([1], 1))])
            analyzer.OnData(new StreamChunk { Direction = turn.Direction, Bytes = turn.Bytes.Span, Time = default }, facts);

        facts.Marks.ShouldHaveSingleItem().ToArray().ShouldBe(ServerId);
    }

    [Fact]
    public void What_can_not_be_opened_leaves_the_version()
    {
        byte[] packet = FromClient(Crypto(Hello.Client()), keysOf: ServerId);
        FactsOf(Client(packet)).Kinds().ShouldBe(["connection"]);
    }

    sealed record FlowTurnOf(string Version, byte[] Packet);
}
