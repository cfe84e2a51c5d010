using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Tls.Tests;

/// <summary>The facts of TLS behind a dialog are those of TLS without one.</summary>
public sealed class StartTlsAnalyzerTests
{
    readonly AnalyzerHarness _harness = AnalyzerHarness.For<TlsClassifier>();

    [Fact]
    public void The_facts_are_those_of_the_same_hellos_without_a_dialog()
    {
        FlowAnalysis bare = _harness.Run(FlowSample.Tcp("bare", 443,
            FlowTurn.FromInitiator(DialogSamples.ClientHello), FlowTurn.FromResponder(DialogSamples.ServerHello)));
        bare.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem().Sni.ShouldBe("inner.example");
        foreach (FlowSample sample in DialogSamples.All.Where(IsSeenFromBothSides)) _harness.Run(sample).Text.ShouldBe(bare.Text, sample.Name);
    }

    [Fact]
    public void One_side_is_enough_for_its_hello()
    {
        FlowSample[] sides = [.. DialogSamples.All.Where(sample => !IsSeenFromBothSides(sample))];
        sides.SelectMany(sample => _harness.Run(sample).Facts).Select(fact => fact.Kind).ShouldBe(["client_hello", "server_hello"]);
    }

    [Fact]
    public void However_a_flow_is_cut_the_facts_are_the_same()
    {
        foreach (FlowSample sample in DialogSamples.All)
        {
            string whole = _harness.Run(sample).Text;
            _harness.Run(sample, Segmentation.Every(1)).Text.ShouldBe(whole, sample.Name);
            for (int cut = 1; cut < sample.Turns.Max(turn => turn.Bytes.Length); cut++)
                _harness.Run(sample, Segmentation.CutAt(cut)).Text.ShouldBe(whole, $"{sample.Name} cut at {cut}");
        }
    }

    [Fact]
    public void The_certificate_of_a_server_that_was_asked_in_the_clear_is_read()
    {
        using var certificate = TlsBytes.MakeCertificate(names: ["mail.example"]);
        FlowTurn[] dialog = [.. DialogSamples.Smtp.Turns.Take(5)];
        FlowSample sample = DialogSamples.Smtp with { Turns = [.. dialog, .. TlsSamples.Tls12(certificate.RawData).Turns] };
        _harness.Run(sample).Facts.OfType<TlsCertificate>().ShouldHaveSingleItem().SubjectAltNames.ShouldBe(["mail.example"]);
    }

    [Fact]
    public void A_session_without_tls_has_neither_label_nor_facts()
    {
        foreach (FlowSample sample in DialogSamples.WithoutTls)
        {
            FlowAnalysis analysis = _harness.Run(sample);
            analysis.App.ShouldBeNull(sample.Name);
            analysis.Facts.ShouldBeEmpty(sample.Name);
        }
    }

    // The client need not wait for the answer to the command; what the server refuses then is no reason to forget the hello.
    [Fact]
    public void A_hello_that_did_not_wait_for_the_refusal_keeps_its_label()
    {
        FlowSample sample = FlowSample.Tcp("refused too late", 25, FlowTurn.FromResponder("220 a\r\n"),
            FlowTurn.FromInitiator((byte[])[.. "EHLO a\r\nSTARTTLS\r\n"u8, .. DialogSamples.ClientHello]), FlowTurn.FromResponder("250 a\r\n454 no\r\n\0\0"));
        FlowAnalysis analysis = _harness.Run(sample);
        analysis.App.ShouldBe("tls");
        analysis.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_flow_that_is_not_followed_is_described_from_what_is_there()
    {
        var facts = new FactCollector();
        new TlsDescriber().Describe(new FlowPrefix
        {
            Transport = Transport.Tcp,
            InitiatorPort = 40000,
            ResponderPort = 25,
            Direction = FlowDirection.FromInitiator,
            Bytes = DialogSamples.Side(DialogSamples.Smtp, FlowDirection.FromInitiator),
            Opposite = DialogSamples.Side(DialogSamples.Smtp, FlowDirection.FromResponder),
        }, facts);
        facts.Facts.Select(fact => fact.Kind).ShouldBe(["client_hello", "server_hello"]);
    }

    [Fact]
    public void Bytes_missing_in_the_dialog_give_up_that_direction_only()
    {
        var facts = new FactCollector();
        IFlowAnalyzer analyzer = new TlsAnalyzerFactory().Create();
        analyzer.Start(default);
        Feed(analyzer, FlowDirection.FromResponder, [.. "220 a\r\n"u8], facts);
        analyzer.OnGap(FlowDirection.FromResponder, 40, facts);
        Feed(analyzer, FlowDirection.FromResponder, DialogSamples.ServerHello, facts);
        Feed(analyzer, FlowDirection.FromInitiator, DialogSamples.Side(DialogSamples.Smtp, FlowDirection.FromInitiator), facts);
        facts.Facts.Select(fact => fact.Kind).ShouldBe(["client_hello"]);
    }

    static bool IsSeenFromBothSides(FlowSample sample) => sample.Turns.Select(turn => turn.Direction).Distinct().Count() == 2;

    static void Feed(IFlowAnalyzer analyzer, FlowDirection direction, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = default }, facts);
}
