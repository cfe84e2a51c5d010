using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.NetBios.Tests.NetBios;

namespace NetWatch.Plugins.NetBios.Tests;

public sealed class NetBiosAnalyzerTests
{
    [Fact]
    public void A_query_and_its_answer_are_one_exchange_timed_from_the_first_sending()
    {
        string facts = FactsOf(ByUnicast);

        facts.ShouldBe("netbios/name\nservice=name\nid=7\ntype=response\noperation=query\nname=FILES\nsuffix=20\nsuffix_service=file server\n"
            + "rcode=NOERROR\naddresses[0]=192.0.2.9\nttl=300000\nlatency_ms=2\n");
        Only(ByUnicast).Summary.ShouldBe("NetBIOS query FILES<20> → 192.0.2.9");
        Only(ByUnicast).ServerName.ShouldBe("FILES");
    }

    [Fact]
    public void A_query_to_all_is_told_once_however_often_it_is_sent()
    {
        Only(ByBroadcast).Summary.ShouldBe("NetBIOS query FILES<20>");
        FactsOf(ByBroadcast).ShouldContain("broadcast=true\n");
    }

    [Fact]
    public void A_registration_tells_the_name_and_whose_it_shall_be() =>
        FactsOf(Register).ShouldContain("operation=registration\nname=GROUP\nsuffix=00\nsuffix_service=workstation\nbroadcast=true\naddresses[0]=192.0.2.1\ngroup=true\n");

    [Fact]
    public void The_name_of_the_other_end_is_what_is_asked_for_or_written_to_not_what_is_registered()
    {
        Only(Register).ServerName.ShouldBeNull();
        Only(Announce).ServerName.ShouldBe("GROUP");
    }

    [Fact]
    public void A_node_tells_its_names_and_its_hardware_address()
    {
        string facts = FactsOf(Status);
        facts.ShouldContain("operation=status\nname=*\n");
        facts.ShouldContain("node_names[0]=FILES<20>\nnode_names[1]=GROUP<00>\nunit_id=52:54:00:12:34:56\n");
        Only(Status).ServerName.ShouldBeNull();
    }

    [Fact]
    public void A_negative_answer_tells_why()
    {
        byte[] answer = DnsMessageBuilder.Response(7, 0x8583).Answer(DnsMessageBuilder.Name(Encode("FILES", 0x20)), 10, [], 0).Bytes();
        Only(FlowSample.Udp("no such name", 137, FlowTurn.FromInitiator(UnicastQuery), FlowTurn.FromResponder(answer))).Summary
            .ShouldBe("NetBIOS query FILES<20> → NAMERR");
    }

    [Fact]
    public void A_name_with_a_scope_keeps_it()
    {
        byte[] query = DnsMessageBuilder.Query(7, 0).Question(Encode("FILES", 0x20) + ".SALES.TEST", 0x20).Bytes();
        FactsOf(FlowSample.Udp("scope", 137, FlowTurn.FromInitiator(query))).ShouldContain("name=FILES.SALES.TEST\n");
    }

    [Fact]
    public void Bytes_of_names_that_are_not_printable_are_escaped()
    {
        byte[] query = DnsMessageBuilder.Query(7, 0).Question(Encode("\u0001\u0002__MSBROWSE__\u0002", 1), 0x20).Bytes();
        FactsOf(FlowSample.Udp("browser", 137, FlowTurn.FromInitiator(query))).ShouldContain(@"name=\\001\\002__MSBROWSE__\\002");
    }

    [Fact]
    public void A_datagram_tells_both_names_and_what_the_browser_announces() =>
        FactsOf(Announce).ShouldBe("netbios/datagram\nservice=datagram\ndatagram_type=direct_group\nnode_type=M\nsource_address=192.0.2.1\nsource_name=FILES\n"
            + "source_suffix=00\ndestination_name=GROUP\ndestination_suffix=1e\nmailslot=\\\\MAILSLOT\\\\BROWSE\nbrowser_command=host_announcement\nserver=FILES\n"
            + "comment=Shared files\nos_version=6.1\n");

    [Fact]
    public void A_session_tells_who_asked_whom_and_what_it_carries()
    {
        FactsOf(Session).ShouldBe("netbios/session\nservice=session\ncalled_name=*SMBSERVER\ncalled_suffix=20\ncalling_name=CLIENT\ncalling_suffix=00\n"
            + "result=established\npayload=smb1\n");
        FactsOf(Refused).ShouldContain("result=refused\ndetail=called name not present\n");
    }

    [Fact]
    public void Datagrams_that_say_the_same_allocate_nothing_once_enough_is_known()
    {
        IFlowAnalyzer analyzer = new NetBiosAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 137, default, 137), false, default));
        for (int i = 0; i < 50; i++) Feed(analyzer, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 5_000; i++) Feed(analyzer, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    static void Feed(IFlowAnalyzer analyzer, FactCollector facts)
    {
        foreach (byte[] bytes in (ReadOnlySpan<byte[]>)[NameQuery, Registration, Datagram])
            analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = bytes, Time = default }, facts);
    }
}
