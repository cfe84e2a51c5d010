using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ntp.Tests.Ntp;

namespace NetWatch.Plugins.Ntp.Tests;

public sealed class NtpAnalyzerTests
{
    [Fact]
    public void An_exchange_tells_server_offset_and_delay()
    {
        FactsOf(Exchange).ShouldBe("ntp/exchange\nversion=4\nmode=server\nleap=none\nstratum=2\nreference_id=192.0.2.123\npoll=6\nprecision=-24\n"
            + "root_delay_ms=500\nroot_dispersion_ms=0\noffset_ms=100.499992\ndelay_ms=1\n");
        Facts(Exchange).ShouldHaveSingleItem().Summary.ShouldBe("NTPv4 server, stratum 2 (192.0.2.123), offset 100.500 ms, delay 1.000 ms");
    }

    [Fact]
    public void Across_the_end_of_the_seconds_of_1900_the_offset_is_still_small()
    {
        // 2036-02-07 06:28:15, the last second of the first era; the server answers in the first of the next.
        long start = 2_085_978_495L * Timestamp.NanosecondsPerSecond;
        FlowSample sample = FlowSample.Udp(
            "the end of the era", 123, FlowTurn.FromInitiator(Time(4, 3, transmit: 0xFFFF_FFFFUL << 32)) with { Delay = TimeSpan.FromMilliseconds(999) },
            FlowTurn.FromResponder(Time(4, 4, 1, origin: 0xFFFF_FFFFUL << 32, receive: 1, transmit: 1))) with { Start = new Timestamp(start) };

        FactsOf(sample).ShouldContain("offset_ms=0.5\ndelay_ms=1\n");
    }

    [Fact]
    public void A_question_without_an_answer_is_told_at_the_end() =>
        FactsOf(FlowSample.Udp("question", 123, FlowTurn.FromInitiator(Question))).ShouldBe("ntp/exchange\nversion=4\nmode=client\npoll=6\nprecision=-24\n");

    [Fact]
    public void An_answer_to_another_question_gives_no_offset() =>
        FactsOf(FlowSample.Udp("forged", 123, FlowTurn.FromInitiator(Question), FlowTurn.FromResponder(Time(4, 4, 2, origin: 99, receive: Start, transmit: Start))))
            .ShouldNotContain("offset_ms");

    [Fact]
    public void The_first_strata_name_their_source_and_a_refusal_its_reason()
    {
        FactsOf(Broadcast).ShouldContain("mode=broadcast\nleap=none\nstratum=1\nreference_id=GPS\n");
        FlowSample kiss = FlowSample.Udp("kiss", 123, FlowTurn.FromInitiator(Question), FlowTurn.FromResponder(Time(4, 4, 0, Encoding.ASCII.GetBytes("RATE"), Start + 1)));
        FactsOf(kiss).ShouldContain("stratum=0\nkiss_code=RATE\n");
        Facts(kiss)[0].Summary.ShouldBe("NTPv4 server, refused: RATE");
    }

    [Fact]
    public void Peers_answer_and_ask_in_one_message()
    {
        string[] modes = [.. FactsOf(Peers).Split('\n').Where(line => line.StartsWith("mode=", StringComparison.Ordinal))];
        modes.ShouldBe(["mode=symmetric_passive", "mode=symmetric_active"]);
    }

    [Fact]
    public void Control_messages_tell_what_is_asked_and_the_text_of_the_answer() =>
        FactsOf(Control).ShouldBe("ntp/control_request\nversion=2\nmode=control\ntype=request\noperation=readvar\nsequence=1\nassociation_id=0\n"
            + "ntp/control_response\nversion=2\nmode=control\ntype=response\noperation=readvar\nsequence=1\nassociation_id=0\nstatus=1560\ndata=version=\"ntpd\"\n");

    [Fact]
    public void A_list_of_clients_is_told_once_each_way_however_many_packets_it_takes() =>
        Facts(Monlist).Select(fact => fact.Kind).ShouldBe(["private_request", "private_response"]);

    [Fact]
    public void Extension_fields_and_a_code_behind_them_are_told_apart()
    {
        byte[] message = [.. Question, 1, 4, 0, 16, .. new byte[12], 2, 4, 0, 28, .. new byte[24], 0, 0, 0, 1, .. new byte[16]];
        FactsOf(FlowSample.Udp("NTS", 123, FlowTurn.FromInitiator(message)))
            .ShouldContain("extensions[0]=nts_unique_identifier\nextensions[1]=nts_cookie\nauthenticated=true\n");
    }

    [Fact]
    public void Repeated_private_requests_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new NtpAnalyzerFactory().Create();
        var facts = new FactCollector();
        byte[] request = Monlist.Turns[0].Bytes.ToArray();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 123), false, default));
        for (int i = 0; i < 100; i++) Feed(analyzer, request, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 10_000; i++) Feed(analyzer, request, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    static void Feed(IFlowAnalyzer analyzer, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = bytes, Time = default }, facts);
}
