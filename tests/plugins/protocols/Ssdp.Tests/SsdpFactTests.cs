using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ssdp.Tests.Ssdp;

namespace NetWatch.Plugins.Ssdp.Tests;

public sealed class SsdpFactTests
{
    [Fact]
    public void A_search_tells_what_is_looked_for_and_once() =>
        FactsOf(Search).ShouldBe("ssdp/search\ntype=request\nmethod=M-SEARCH\nst=ssdp:all\nuser_agent=test/1\nhost=239.255.255.250:1900\nman=ssdp:discover\nmx=2\n");

    [Fact]
    public void An_announcement_tells_what_there_is_and_where()
    {
        FactsOf(Notify).ShouldBe("ssdp/notify\ntype=request\nmethod=NOTIFY\nnt=upnp:rootdevice\nnts=ssdp:alive\nusn=uuid:1::upnp:rootdevice\n"
            + "location=http://192.0.2.1:5000/d.xml\nserver=Linux UPnP/1.1 thing/1\nhost=239.255.255.250:1900\ncache_control=max-age=1800\n");
        Facts(Notify)[0].Summary.ShouldBe("SSDP NOTIFY ssdp:alive upnp:rootdevice at http://192.0.2.1:5000/d.xml");
    }

    [Fact]
    public void An_answer_tells_the_same_and_its_status() => FactsOf(Answer).ShouldStartWith("ssdp/response\ntype=response\nstatus=200\nst=upnp:rootdevice\nusn=");

    [Fact]
    public void An_answer_that_differs_in_its_date_is_not_told_again()
    {
        FlowSample sample = FlowSample.Udp("dates", 50_000, FlowTurn.FromInitiator(AnswerText), FlowTurn.FromInitiator(AnswerText.Replace("00:00:00", "00:00:30")));
        Facts(sample).Count.ShouldBe(1);
    }

    [Fact]
    public void No_more_than_64_different_messages_are_told() =>
        Facts(FlowSample.Udp("many", 1900, [.. Enumerable.Range(0, 100).Select(i => FlowTurn.FromInitiator(NotifyText.Replace("uuid:1", $"uuid:{i}")))])).Count.ShouldBe(64);

    [Fact]
    public void Repeated_announcements_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new SsdpAnalyzerFactory().Create();
        var facts = new FactCollector();
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(NotifyText);
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 1900), false, default));
        for (int i = 0; i < 100; i++) Feed(analyzer, bytes, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 5_000; i++) Feed(analyzer, bytes, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    [Fact]
    public void The_tree_shows_the_lines()
    {
        IReadOnlyList<string> lines = TreeText.OfDatagram(new SsdpDissector(), System.Text.Encoding.ASCII.GetBytes(SearchText), 1900);
        lines[0].ShouldStartWith("SSDP, M-SEARCH * HTTP/1.1 [0+");
        lines.ShouldContain("  MX: 2 [71+5]");
    }

    static void Feed(IFlowAnalyzer analyzer, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = bytes, Time = default }, facts);
}
