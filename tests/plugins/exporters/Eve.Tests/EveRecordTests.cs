using System.Text.Json;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Eve.Tests;

/// <summary>The lines, byte for byte: other programs read them.</summary>
public sealed class EveRecordTests
{
    const string Head = """{"timestamp":"2026-01-01T00:00:00.002000+0000","flow_id":7,""";
    const string End = """{"timestamp":"2026-01-01T00:00:02.000001+0000","flow_id":7,"event_type":"flow",""";
    const string Tcp = "\"src_ip\":\"192.0.2.1\",\"src_port\":40000,\"dest_ip\":\"198.51.100.1\",\"dest_port\":";
    const string Counts = """
        "flow":{"pkts_toserver":3,"pkts_toclient":2,"bytes_toserver":300,"bytes_toclient":2000,"start":"2026-01-01T00:00:00.000000+0000","end":"2026-01-01T00:00:02.000001+0000","age":2,"state":"
        """;

    static readonly TlsClientHello Client = new() { Sni = "example.org", Alpn = ["h2"], Version = 0x0304, Ja4 = "t13d" };
    static readonly TlsServerHello Server = new() { Version = 0x0304, CipherSuite = 0x1301 };

    [Fact]
    public void An_http_exchange_is_a_line_of_its_own()
    {
        var exchange = new HttpExchange { Method = "GET", Host = "example.org", Target = "/a?b", Version = "HTTP/1.1", Status = 200, ResponseBodyBytes = 13, Latency = TimeSpan.FromMilliseconds(1.5) };
        EveRun.Transaction(EveRun.Flow(Transport.Tcp, 80, "http", exchange), exchange).ShouldBe(
            Head + "\"event_type\":\"http\"," + Tcp + """80,"proto":"TCP","app_proto":"http","http":{"hostname":"example.org","url":"/a?b","http_method":"GET","protocol":"HTTP/1.1","status":200,"request_length":0,"length":13,"latency_ms":1.5}}""");
    }

    [Fact]
    public void A_data_connection_of_ftp_has_the_name_that_Suricata_gives_it()
    {
        OpenFact data = new("ftp_data", "transfer", [new("filename", "a.txt")], isTransaction: true), command = new("ftp", "command", [new("command", "RETR")], isTransaction: true);
        EveRun.Transaction(EveRun.Flow(Transport.Tcp, 50_000, "ftp", data), data).ShouldBe(
            Head + "\"event_type\":\"ftp_data\"," + Tcp + """50000,"proto":"TCP","app_proto":"ftp-data","ftp_data":{"filename":"a.txt"}}""");
        EveRun.Transaction(EveRun.Flow(Transport.Tcp, 21, "ftp", command), command).ShouldContain("\"app_proto\":\"ftp\"");
    }

    // What repeats on the lines of a flow is kept; nothing of it may stand on a line where it no longer holds, or on one of another flow.
    [Fact]
    public void Each_line_tells_of_its_own_flow_as_it_is_then()
    {
        OpenFact fact = new("x", "y", [new("n", 1L)], isTransaction: true);
        FlowRecord plain = EveRun.Flow(Transport.Tcp, 80, "http");
        FlowRecord[] flows =
        [
            plain, plain with { InnerApp = "websocket" }, plain with { App = "mqtt" }, plain with { App = "http", IsGuess = true }, plain with { App = null },
            plain with { VlanId = 5 }, plain with { Id = 7 + 512 }, plain with { Tuple = plain.Tuple with { SourcePort = 40001 } },
            plain with { Tuple = plain.Tuple with { Destination = NetAddress.FromIPv4(1) } }, plain with { Tuple = plain.Tuple with { Transport = Transport.Udp } }, plain,
        ];
        string[] together = EveRun.Lines(session =>
        {
            foreach (FlowRecord flow in flows)
            {
                session.OnFact(flow, fact, flow.Start);
                session.OnFact(flow, fact, flow.Start);
                session.OnFlow(flow);
            }
        });
        together.ShouldBe(flows.SelectMany(flow => EveRun.Lines(session => session.OnFact(flow, fact, flow.Start))
            .Concat(EveRun.Lines(session => session.OnFact(flow, fact, flow.Start))).Append(EveRun.FlowLine(flow))));
    }

    [Fact]
    public void The_process_stands_on_flows_and_on_transactions()
    {
        var process = new ProcessIdentity
        {
            Key = new ProcessKey(4242, 100), Name = "curl", StartedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 250, TimeSpan.Zero), Executable = "/usr/bin/curl",
            CommandLine = "curl -s x", UserId = 33, UserName = "web", Parents = [new(7, "bash"), new(1, "init")], Unit = "web.service",
        };
        FlowRecord flow = EveRun.Flow(Transport.Tcp, 80, "http") with { ClientProcess = new SocketOwner(process, AttributionEvidence.Exact, "ebpf") };
        const string Process = """
            "process":{"pid":4242,"name":"curl","exe":"/usr/bin/curl","cmdline":"curl -s x","uid":33,"user":"web","start":"2026-01-01T00:00:00.25Z","unit":"web.service","parents":["bash","init"],"evidence":"exact","source":"ebpf","side":"client"}
            """;
        EveRun.FlowLine(flow).ShouldEndWith("," + Process + "}");
        EveRun.Transaction(flow, new HttpExchange { Method = "GET" }).ShouldEndWith("," + Process + "}");
    }

    [Fact]
    public void With_both_ends_on_this_machine_the_process_is_that_of_the_side_that_opened_the_flow()
    {
        static SocketOwner Owner(int pid) => new(new ProcessIdentity { Key = new ProcessKey(pid, 1), Name = "p" }, AttributionEvidence.Inode, "x");
        FlowRecord flow = EveRun.Flow(Transport.Tcp, 80, null);
        EveRun.FlowLine(flow with { ClientProcess = Owner(1), ServerProcess = Owner(2) }).ShouldEndWith(
            ""","process":{"pid":1,"name":"p","evidence":"inode","source":"x","side":"client"},"process_server":{"pid":2,"name":"p","evidence":"inode","source":"x","side":"server"}}""");
        EveRun.FlowLine(flow with { ServerProcess = Owner(2) }).ShouldEndWith("""{"pid":2,"name":"p","evidence":"inode","source":"x","side":"server"}}""");
        EveRun.FlowLine(flow).ShouldNotContain("process");
    }

    [Fact]
    public void A_dns_exchange_has_its_questions_and_answers()
    {
        var exchange = new DnsExchange { Id = 9, HasQuery = true, ResponseCode = 0, Flags = 0x8180, Questions = [new("example.org", 1, 1)], Answers = [new("example.org", 1, 1, 60, "192.0.2.9")] };
        using JsonDocument line = JsonDocument.Parse(EveRun.Transaction(EveRun.Flow(Transport.Udp, 53, "dns", exchange), exchange));
        JsonElement dns = line.RootElement.GetProperty("dns");
        dns.GetProperty("queries")[0].GetProperty("rrname").GetString().ShouldBe("example.org");
        dns.GetProperty("queries")[0].GetProperty("rrtype").GetString().ShouldBe("A");
        dns.GetProperty("answers")[0].GetProperty("rdata").GetString().ShouldBe("192.0.2.9");
        line.RootElement.GetProperty("proto").GetString().ShouldBe("UDP");
    }

    [Fact]
    public void An_exchange_that_writes_its_json_itself_stands_where_one_that_does_not_would()
    {
        DnsExchange read = Read("a\"b.test"), made = new()
        {
            Id = read.Id, Flags = read.Flags, ResponseCode = read.ResponseCode, Questions = read.Questions, Answers = read.Answers,
        };
        var other = new OpenFact("dns", "note", [new("id", 5L), new("more", "x")]);
        read.Answers.ShouldHaveSingleItem().Data.ShouldBe("192.0.2.9");
        foreach (Fact[] others in (Fact[][])[[], [Client], [other], [Client, other]])
        {
            FlowRecord Flow(DnsExchange dns) => EveRun.Flow(Transport.Udp, 53, "dns", [dns, .. others]);
            EveRun.Transaction(Flow(read), read).ShouldBe(EveRun.Transaction(Flow(made), made));
            EveRun.FlowLine(Flow(read)).ShouldBe(EveRun.FlowLine(Flow(made)));
            EveRun.FlowLine(Flow(read) with { Facts = [.. others, read] }).ShouldBe(EveRun.FlowLine(Flow(made) with { Facts = [.. others, made] }));
        }

        EveRun.FlowLine(EveRun.Flow(Transport.Udp, 53, "dns", read, other)).ShouldContain(""","rdata":"192.0.2.9"}],"more":"x"},"flow":""");
    }

    [Fact]
    public void Lines_longer_than_all_that_is_buffered_are_whole()
    {
        DnsExchange exchange = Read("many.test", answers: 500);
        FlowRecord flow = EveRun.Flow(Transport.Udp, 53, "dns", exchange);
        string[] lines = EveRun.Lines(session =>
        {
            for (int i = 0; i < 50; i++) session.OnFact(flow, exchange, default);
        });
        lines.Length.ShouldBe(50);
        lines.Distinct().ShouldHaveSingleItem().Split("192.0.2.9").Length.ShouldBe(501);
    }

    [Fact]
    public void An_export_that_writes_at_once_looks_at_no_fact_later()
    {
        using IExportSession session = new EveExporter().Open(new ExportTarget { Output = Stream.Null, CaptureName = "test.pcap" });
        session.KeepsFacts.ShouldBeFalse();
    }

    static DnsExchange Read(string name, int answers = 1)
    {
        DnsMessageBuilder message = DnsMessageBuilder.Response(id: 9).Question(name);
        for (int i = 0; i < answers; i++) message = message.Answer(DnsMessageBuilder.Pointer(12), 1, [192, 0, 2, 9], ttl: 60);
        var facts = new FactCollector();
        var analyzer = new DnsFlowAnalyzer(DnsDialect.Dns);
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 53), false, default));
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = message.Bytes(), Time = default }, facts);
        return facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<DnsExchange>();
    }

    [Fact]
    public void A_handshake_makes_one_object_of_its_facts()
    {
        FlowRecord flow = EveRun.Flow(Transport.Tcp, 443, "tls", Client, Server);
        EveRun.Lines(session => session.OnSettled(flow, new Timestamp(flow.Start.Nanoseconds + 2_000_000))).ShouldBe([
            Head + "\"event_type\":\"tls\"," + Tcp + """443,"proto":"TCP","app_proto":"tls","tls":{"sni":"example.org","ja4":"t13d","client_alpns":["h2"],"client_version":"TLS 1.3","version":"TLS 1.3","cipher_suite":"TLS_AES_128_GCM_SHA256"}}""",
        ]);
    }

    [Fact]
    public void A_property_of_a_flow_is_no_event()
    {
        EveRun.Lines(session => session.OnFact(EveRun.Flow(Transport.Tcp, 443, "tls", Client), Client, default)).ShouldBeEmpty();
        EveRun.Lines(session => session.OnSettled(EveRun.Flow(Transport.Tcp, 80, "http", new HttpExchange()), default)).ShouldBeEmpty();
    }

    [Fact]
    public void A_flow_carries_its_protocol_its_counts_and_its_tcp()
    {
        FlowRecord flow = EveRun.Flow(Transport.Tcp, 443, "tls", Client) with
        {
            TcpState = TcpState.Closed,
            TcpFlagsToServer = 0x1B,
            TcpFlagsToClient = 0x12,
            RoundTripTime = TimeSpan.FromMilliseconds(12.3456),
            Retransmissions = 1,
        };
        EveRun.FlowLine(flow).ShouldBe(
            End + Tcp + """443,"proto":"TCP","app_proto":"tls","tls":{"sni":"example.org","ja4":"t13d","client_alpns":["h2"],"client_version":"TLS 1.3"},"""
            + Counts + """closed","reason":"closed","alerted":false,"rtt_ms":12.346},"tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"12","fin":true,"syn":true,"psh":true,"ack":true,"state":"closed","retransmissions":1}}""");
    }

    [Fact]
    public void Icmp_has_no_ports() => EveRun.FlowLine(EveRun.Flow(Transport.Icmp, 0, null)).ShouldBe(
        End + """
        "src_ip":"192.0.2.1","dest_ip":"198.51.100.1","proto":"ICMP",
        """ + Counts + """established","reason":"closed","alerted":false}}""");

    [Fact]
    public void A_guess_is_never_where_rules_look_for_a_fact()
    {
        string line = EveRun.FlowLine(EveRun.Flow(Transport.Udp, 53, "dns") with { IsGuess = true });
        line.ShouldContain("\"app_proto_guess\":\"dns\"");
        line.ShouldNotContain("\"app_proto\"");
    }

    [Fact]
    public void Vlan_tunnel_and_a_flow_joined_in_the_middle_are_told()
    {
        string line = EveRun.FlowLine(EveRun.Flow(Transport.Udp, 53, null) with { VlanId = 42, IsTunneled = true, IsMidStream = true });
        line.ShouldContain("\"event_type\":\"flow\",\"vlan\":[42],\"src_ip\"");
        line.ShouldContain("\"tunneled\":true,\"mid_stream\":true}");
    }

    [Fact]
    public void What_runs_inside_is_named_beside_what_is_outside() =>
        EveRun.FlowLine(EveRun.Flow(Transport.Tcp, 8080, "http") with { InnerApp = "tls" }).ShouldContain("\"app_proto\":\"http\",\"app_proto_inner\":\"tls\"");

    [Fact]
    public void A_name_that_two_facts_of_a_protocol_use_is_written_once_with_all_it_holds()
    {
        Fact first = new NestedFact("one", "1"), second = new NestedFact("two", "2");
        string line = EveRun.FlowLine(EveRun.Flow(Transport.Tcp, 1, "nested", first, second));
        line.ShouldContain("\"nested\":{\"name\":\"1\",\"deep\":{\"name\":\"1\",\"list\":[{\"name\":\"1\"}]},\"only_one\":true,\"only_two\":true}");
        JsonDocument.Parse(line).Dispose();
    }

    sealed class NestedFact(string kind, string value) : Fact
    {
        public override string Protocol => "nested";

        public override string Kind => kind;

        public override string Summary => kind;

        public override void WriteTo(IFactWriter writer)
        {
            writer.Text("name", value);
            writer.BeginObject("deep");
            writer.Text("name", value);
            writer.BeginArray("list");
            writer.BeginObject("");
            writer.Text("name", value);
            writer.EndObject();
            writer.EndArray();
            writer.EndObject();
            writer.Flag("only_" + kind, true);
        }
    }
}
