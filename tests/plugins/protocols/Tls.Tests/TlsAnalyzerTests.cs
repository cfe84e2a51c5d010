using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

public sealed class TlsAnalyzerTests
{
    readonly AnalyzerHarness _harness = AnalyzerHarness.For<TlsClassifier>();
    readonly FactCollector _facts = new();

    [Fact]
    public void A_client_hello_tells_what_the_client_offers()
    {
        TlsClientHello hello = FactsOf(TlsSamples.Tls13).OfType<TlsClientHello>().ShouldHaveSingleItem();
        hello.Sni.ShouldBe("example.org");
        hello.Alpn.ShouldBe(["h2", "http/1.1"]);
        hello.LegacyVersion.ShouldBe((ushort)0x0303);
        hello.Version.ShouldBe((ushort)0x0304);
        hello.CipherSuites.Count.ShouldBe(16);
        hello.Random.Length.ShouldBe(32);
        hello.Ja4.ShouldBe("t13d1516h2_8daaf6152771_e5627efa2ab1");
        hello.HasEch.ShouldBeFalse();
        hello.OffersResumption.ShouldBeFalse();
    }

    [Fact]
    public void A_server_hello_of_tls_1_3_tells_the_version_of_its_extension()
    {
        TlsServerHello hello = FactsOf(TlsSamples.Tls13).OfType<TlsServerHello>().ShouldHaveSingleItem();
        hello.Version.ShouldBe((ushort)0x0304);
        hello.CipherSuite.ShouldBe((ushort)0x1301);
    }

    [Fact]
    public void Up_to_tls_1_2_the_certificate_and_the_protocol_are_in_the_clear()
    {
        using var certificate = TlsBytes.MakeCertificate(names: ["example.org"]);
        IReadOnlyList<Fact> facts = FactsOf(TlsSamples.Tls12(certificate.RawData));
        facts.OfType<TlsServerHello>().ShouldHaveSingleItem().Alpn.ShouldBe("http/1.1");
        facts.OfType<TlsCertificate>().ShouldHaveSingleItem().SubjectAltNames.ShouldBe(["example.org"]);
    }

    [Fact]
    public void A_retry_gives_both_hellos_of_both_sides()
    {
        IReadOnlyList<Fact> facts = FactsOf(TlsSamples.Retry);
        facts.OfType<TlsClientHello>().Select(h => h.Sni).ShouldBe(["first.example", "second.example"]);
        facts.OfType<TlsServerHello>().Select(h => h.IsHelloRetryRequest).ShouldBe([true, false]);
        facts.OfType<TlsServerHello>().Last().CipherSuite.ShouldBe((ushort)0x1302);
    }

    [Fact]
    public void A_hello_of_sslv2_gives_version_and_suites_but_no_fingerprint()
    {
        TlsClientHello hello = FactsOf(TlsSamples.SslV2Compatible).OfType<TlsClientHello>().ShouldHaveSingleItem();
        hello.Version.ShouldBe((ushort)0x0300);
        hello.CipherSuites.ShouldBe([(ushort)4, (ushort)5]);
        hello.Ja4.ShouldBeNull();
        FactsOf(TlsSamples.SslV2Compatible).OfType<TlsServerHello>().ShouldHaveSingleItem().CipherSuite.ShouldBe((ushort)5);
    }

    [Fact]
    public void A_server_of_sslv2_shows_its_certificate()
    {
        using var certificate = TlsBytes.MakeCertificate();
        IReadOnlyList<Fact> facts = FactsOf(TlsSamples.SslV2(certificate.RawData));
        facts.OfType<TlsServerHello>().ShouldHaveSingleItem().Version.ShouldBe((ushort)2);
        facts.OfType<TlsCertificate>().ShouldHaveSingleItem().Subject.ShouldNotBeNull().ShouldContain("CN=example.org");
    }

    [Fact]
    public void However_a_flow_is_cut_the_facts_are_the_same()
    {
        foreach (FlowSample sample in TlsSamples.All.Where(s => s.Turns.Max(t => t.Bytes.Length) < 2000))
        {
            string whole = _harness.Run(sample).Text;
            _harness.Run(sample, Segmentation.Every(1)).Text.ShouldBe(whole, sample.Name);
            for (int cut = 1; cut < sample.Turns.Max(t => t.Bytes.Length); cut++)
                _harness.Run(sample, Segmentation.CutAt(cut)).Text.ShouldBe(whole, $"{sample.Name} cut at {cut}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    [InlineData(511)]
    public void A_hello_in_many_records_gives_the_same_ja4(int recordSize)
    {
        FlowSample sample = FlowSample.Tcp("fragmented", 443, FlowTurn.FromInitiator(TlsBytes.Fragmented(TlsBytes.Browser().Message(), recordSize)));
        foreach (int segment in (int[])[1, 7, 1000])
        {
            TlsClientHello hello = _harness.Run(sample, Segmentation.Every(segment)).Facts.OfType<TlsClientHello>().ShouldHaveSingleItem();
            hello.Ja4.ShouldBe("t13d1516h2_8daaf6152771_e5627efa2ab1");
        }
    }

    [Fact]
    public void Several_messages_in_one_record_are_all_read()
    {
        using var certificate = TlsBytes.MakeCertificate();
        byte[] flight = TlsBytes.Record(22, [.. TlsBytes.ServerHello(0x002F), .. TlsBytes.CertificateMessage(certificate.RawData), .. ClientHelloBuilder.Handshake(14, [])]);
        IReadOnlyList<Fact> facts = FactsOf(FlowSample.Tcp("one record", 443,
            FlowTurn.FromInitiator(new ClientHelloBuilder().Record()), FlowTurn.FromResponder(flight)));
        facts.Select(f => f.Kind).ShouldBe(["client_hello", "server_hello", "certificate"]);
    }

    [Fact]
    public void Both_hellos_end_the_work_on_tls_1_3()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser().Record()).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Record(22, TlsBytes.ServerHello(extensions: TlsBytes.ChosenVersion(0x0304))))
            .ShouldBe(AnalysisVerdict.Done);
    }

    [Fact]
    public void The_first_certificate_is_told_before_the_chain_is_whole_and_the_end_of_the_flight_ends_the_work_on_tls_1_2()
    {
        using var certificate = TlsBytes.MakeCertificate();
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, new ClientHelloBuilder().Record());
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Record(22, TlsBytes.ServerHello(0xC02F))).ShouldBe(AnalysisVerdict.Continue);
        byte[] chain = TlsBytes.Record(22, TlsBytes.CertificateMessage(certificate.RawData, new byte[3000]));
        Feed(analyzer, FlowDirection.FromResponder, chain[..^2000]).ShouldBe(AnalysisVerdict.Continue);
        _facts.Facts.OfType<TlsCertificate>().ShouldHaveSingleItem();
        byte[] flight = [.. chain[^2000..], .. TlsBytes.Record(22, [.. ClientHelloBuilder.Handshake(12, new byte[300]), .. ClientHelloBuilder.Handshake(14, [])])];
        Feed(analyzer, FlowDirection.FromResponder, flight).ShouldBe(AnalysisVerdict.Done);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_that_is_asked_tells_who_it_is_up_to_tls_1_2_or_that_it_has_no_certificate(bool hasOne)
    {
        using var server = TlsBytes.MakeCertificate();
        using var client = TlsBytes.MakeCertificate(names: ["alice.example"]);
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, new ClientHelloBuilder().Record());
        byte[] flight =
        [
            .. TlsBytes.ServerHello(0xC02F), .. TlsBytes.CertificateMessage(server.RawData), .. ClientHelloBuilder.Handshake(12, new byte[300]),
            .. ClientHelloBuilder.Handshake(13, new byte[40]), .. ClientHelloBuilder.Handshake(14, []),
        ];
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Record(22, flight)).ShouldBe(AnalysisVerdict.Continue);
        byte[] answer = TlsBytes.CertificateMessage(hasOne ? [client.RawData] : []);
        Feed(analyzer, FlowDirection.FromInitiator, [.. TlsBytes.Record(22, answer), .. TlsBytes.Record(22, ClientHelloBuilder.Handshake(16, new byte[66]))])
            .ShouldBe(AnalysisVerdict.Done);
        _facts.Facts.OfType<TlsClientCertificate>().Select(fact => fact.Certificate.SubjectAltNames.Single()).ShouldBe(hasOne ? ["alice.example"] : []);
        _facts.Facts.OfType<TlsCertificate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_client_whose_hello_was_overtaken_by_the_answer_is_waited_for()
    {
        var analyzer = Started();
        byte[] answer = [.. TlsBytes.Record(22, TlsBytes.ServerHello(extensions: TlsBytes.ChosenVersion(0x0304))), .. TlsBytes.Encrypted(500)];
        Feed(analyzer, FlowDirection.FromResponder, answer).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser().Record()).ShouldBe(AnalysisVerdict.Done);
        _facts.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem().Sni.ShouldBe("example.org");

        analyzer = Started();
        Feed(analyzer, FlowDirection.FromResponder, answer);
        int chunks = 1;
        while (Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Encrypted(500)) == AnalysisVerdict.Continue) chunks++.ShouldBeLessThan(20, "not for ever");
    }

    [Fact]
    public void A_resumed_session_ends_the_work_where_encryption_begins()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, new ClientHelloBuilder().With(35, 1, 2, 3).Record());
        _facts.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem().OffersResumption.ShouldBeTrue();
        Feed(analyzer, FlowDirection.FromResponder, [.. TlsBytes.Record(22, TlsBytes.ServerHello(0xC02F)), .. TlsBytes.ChangeCipherSpec]).ShouldBe(AnalysisVerdict.Done);
    }

    [Fact]
    public void A_fatal_alert_ends_the_work_a_warning_before_the_hello_does_not()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser().Record());
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Alert(1, 112)).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Alert(2, 40)).ShouldBe(AnalysisVerdict.Done);
    }

    [Fact]
    public void A_flow_joined_in_the_middle_is_left_alone_after_a_few_records()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromResponder, [.. TlsBytes.Encrypted(100), .. TlsBytes.Encrypted(100)]).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Encrypted(100)).ShouldBe(AnalysisVerdict.Done);
    }

    [Fact]
    public void Bytes_that_are_no_records_after_all_are_a_violation()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Encrypted(100));
        Feed(analyzer, FlowDirection.FromResponder, "HTTP/1.1"u8.ToArray()).IsViolation.ShouldBeTrue();
    }

    // A server that does not speak TLS answers in its own way; the flow was TLS from its client all the same.
    [Fact]
    public void An_answer_that_is_no_record_does_not_take_the_label_from_a_hello()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser().Record());
        Feed(analyzer, FlowDirection.FromResponder, "HTTP/1.1 400 Bad Request"u8.ToArray()).ShouldBe(AnalysisVerdict.Done);
    }

    [Fact]
    public void A_gap_within_one_hello_leaves_the_other_direction_readable()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser().Record()[..300]);
        analyzer.OnGap(FlowDirection.FromInitiator, 50, _facts).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Record(22, TlsBytes.ServerHello(0xC02F, extensions: TlsBytes.ChosenVersion(0x0304))));
        _facts.Facts.OfType<TlsServerHello>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_cut_hello_still_names_the_server_but_has_no_fingerprint()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser("cut.example").Record()[..300]);
        analyzer.OnEnd(_facts);
        TlsClientHello hello = _facts.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem();
        hello.Sni.ShouldBe("cut.example");
        hello.Ja4.ShouldBeNull();
    }

    [Fact]
    public void A_gap_within_content_that_is_not_read_changes_nothing()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, [.. TlsBytes.Browser("first.example").Record(), .. TlsBytes.Encrypted(500)[..100]]);
        analyzer.OnGap(FlowDirection.FromInitiator, 405, _facts);
        Feed(analyzer, FlowDirection.FromResponder, TlsBytes.Record(22, TlsBytes.ServerHello(isRetry: true)));
        Feed(analyzer, FlowDirection.FromInitiator, TlsBytes.Browser("second.example").Record());
        _facts.Facts.OfType<TlsClientHello>().Select(h => h.Sni).ShouldBe(["first.example", "second.example"]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Only_the_outer_form_of_ech_is_noted(byte form, bool expected)
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, new ClientHelloBuilder().With(0xFE0D, form, 0, 1, 0, 1, 5, 0, 0, 0, 0).With(0xFFCE, 1).Record());
        TlsClientHello hello = _facts.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem();
        hello.HasEch.ShouldBe(expected);
        hello.HasEncryptedServerName.ShouldBeTrue();
    }

    [Fact]
    public void Bytes_of_a_name_that_are_no_text_are_written_as_hex()
    {
        var analyzer = Started();
        Feed(analyzer, FlowDirection.FromInitiator, new ClientHelloBuilder().WithSni("a\u001b\u00e4").WithAlpn("\u0001x").Record());
        TlsClientHello hello = _facts.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem();
        hello.Sni.ShouldBe(@"a\x1b\xe4");
        hello.Alpn.ShouldBe([@"\x01x"]);
    }

    [Fact]
    public void A_message_larger_than_any_hello_is_given_up_without_holding_it()
    {
        var analyzer = Started();
        byte[] huge = TlsBytes.Record(22, [1, 1, 0xFF, 0xFF, .. new byte[16000]]);
        Feed(analyzer, FlowDirection.FromInitiator, huge).IsViolation.ShouldBeTrue();
    }

    [Fact]
    public void The_describer_tells_the_same_from_the_prefix()
    {
        FlowSample sample = TlsSamples.Tls13;
        new TlsDescriber().Describe(new FlowPrefix
        {
            Transport = Transport.Tcp,
            InitiatorPort = 40000,
            ResponderPort = 443,
            Direction = FlowDirection.FromInitiator,
            Bytes = sample.Turns[0].Bytes.Span,
            Opposite = sample.Turns[1].Bytes.Span,
        }, _facts);
        FactText.Of(_facts.Facts).ShouldBe(FactText.Of(FactsOf(sample)));
    }

    [Fact]
    public void Chunks_that_bring_no_fact_allocate_nothing()
    {
        var analyzer = Started();
        byte[] hello = TlsBytes.Browser().Record();
        Run(analyzer, hello);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 100; i++) Run(analyzer, hello);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        // All but the last byte in pieces: buffered, never published.
        void Run(IFlowAnalyzer target, byte[] bytes)
        {
            target.Start(default);
            for (int at = 0; at < bytes.Length - 1; at++)
            {
                target.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = bytes.AsSpan(at, 1), Time = default }, _facts);
            }
        }
    }

    [Fact]
    public void Mutated_flows_do_no_harm()
    {
        var random = new Random(20_260_101);
        FlowSample[] samples = [.. TlsSamples.All];
        for (int i = 0; i < 5000; i++)
        {
            FlowSample sample = samples[random.Next(samples.Length)];
            FlowTurn[] turns = [.. sample.Turns.Select(turn => Mutate(turn, random))];
            _harness.Run(sample with { Turns = turns }, Segmentation.Random(i, 400));
        }
    }

    static FlowTurn Mutate(FlowTurn turn, Random random)
    {
        byte[] bytes = turn.Bytes.ToArray();
        for (int changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        if (random.Next(4) == 0 && bytes.Length > 1) bytes = bytes[..random.Next(1, bytes.Length)];
        return turn.Direction == FlowDirection.FromInitiator ? FlowTurn.FromInitiator(bytes) : FlowTurn.FromResponder(bytes);
    }

    IReadOnlyList<Fact> FactsOf(FlowSample sample)
    {
        FlowAnalysis analysis = _harness.Run(sample);
        analysis.App.ShouldBe("tls");
        return analysis.Facts;
    }

    static IFlowAnalyzer Started()
    {
        IFlowAnalyzer analyzer = new TlsAnalyzerFactory().Create();
        analyzer.Start(default);
        return analyzer;
    }

    AnalysisVerdict Feed(IFlowAnalyzer analyzer, FlowDirection direction, byte[] bytes) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = default }, _facts);
}
