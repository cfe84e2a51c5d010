using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

public sealed class FtpAnalyzerTests
{
    static readonly NetAddress Client = NetAddress.FromIPv4(0xC000_0201);
    static readonly NetAddress Server = NetAddress.FromIPv4(0xC633_6401);

    static FlowAnalysis Run(FlowSample sample) => AnalyzerHarness.For<FtpClassifier>().Run(sample);

    static FlowAnalysis Run(params FlowTurn[] turns) => Run(FlowSample.Tcp("ftp", 21, [FtpSamples.Server("220 FTP\r\n"), .. turns]));

    static string[] Commands(FlowAnalysis analysis) => [.. analysis.Facts.Where(fact => fact.Kind == "command").Select(fact => FactText.Of(fact))];

    [Fact]
    public void A_command_is_told_with_its_replies_and_its_data_connection()
    {
        string[] commands = Commands(Run(FtpSamples.Download));
        commands.Length.ShouldBe(5);
        commands[3].ShouldBe(
            "ftp/command\ncommand=RETR\ncommand_data=a.txt\ncompletion_code[0]=150\ncompletion_code[1]=226\n"
            + "reply[0]=Opening BINARY mode data connection for a.txt (1234 bytes).\nreply[1]=Transfer complete.\nreply_received=yes\n"
            + "mode=passive\ndynamic_port=50069\nsize=1234\nlatency_ms=2\n");
    }

    [Fact]
    public void Banner_user_and_login_are_properties_of_the_flow()
    {
        string text = Run(FtpSamples.Download).Text;
        text.ShouldContain("banner[0]=Welcome\nbanner[1]=(vsFTPd 3.0.3)");
        text.ShouldContain("ftp/user\nuser=ann\n");
        text.ShouldContain("ftp/login\nlogged_in=true\n");
    }

    [Fact]
    public void A_password_is_told_nowhere_not_even_where_the_server_repeats_it()
    {
        FlowAnalysis analysis = Run(
            FtpSamples.Client("USER ann\r\n"), FtpSamples.Server("331 ok\r\n"), FtpSamples.Client("PASS hunter2\r\n"),
            FtpSamples.Server("500 'PASS hunter2': command not understood\r\n"), FtpSamples.Client("SITE PSWD hunter2 hunter3\r\n"), FtpSamples.Server("200 hunter2 hunter3\r\n"),
            FtpSamples.Client("ACCT hunter2\r\n"));
        analysis.Text.ShouldNotContain("hunter");
        analysis.Facts.ShouldAllBe(fact => !fact.Summary.Contains("hunter"));
        Commands(analysis).Length.ShouldBe(4);
    }

    [Fact]
    public void A_failed_login_is_told() =>
        Run(FtpSamples.Client("USER a\r\n"), FtpSamples.Server("331 x\r\n"), FtpSamples.Client("PASS b\r\n"), FtpSamples.Server("530 no\r\n"))
            .Facts.ShouldContain(fact => fact.Kind == "login_failure");

    [Fact]
    public void A_reply_of_many_lines_is_one_reply()
    {
        // RFC 959 §4.2: lines within may begin with other codes.
        FlowAnalysis analysis = Run(FtpSamples.Client("FEAT\r\n"), FtpSamples.Server("211-Features:\r\n EPRT\r\n 234 is no end\r\n211-x\r\n211 End\r\n"),
            FtpSamples.Client("SYST\r\n"), FtpSamples.Server("215 UNIX\r\n"));
        string[] commands = Commands(analysis);
        commands[0].ShouldContain("reply[2]=234 is no end\n");
        commands[0].ShouldContain("reply[4]=End\n");
        commands[1].ShouldContain("reply[0]=UNIX\n");
    }

    [Fact]
    public void Commands_sent_ahead_get_their_own_replies()
    {
        string[] commands = Commands(Run(FtpSamples.Client("PWD\r\nSYST\r\nTYPE I\r\n"), FtpSamples.Server("257 \"/\"\r\n215 UNIX\r\n200 ok\r\n")));
        commands[0].ShouldContain("completion_code[0]=257");
        commands[1].ShouldContain("completion_code[0]=215");
        commands[2].ShouldContain("completion_code[0]=200");
    }

    [Fact]
    public void A_client_that_is_always_ahead_keeps_its_arguments_apart()
    {
        var turns = new List<FlowTurn> { FtpSamples.Client("CWD /0\r\nCWD /1\r\n") };
        for (int i = 2; i < 200; i++)
        {
            turns.Add(FtpSamples.Server($"250 in {i - 2}\r\n"));
            turns.Add(FtpSamples.Client($"CWD /{i}\r\n"));
        }

        string[] commands = Commands(Run([.. turns]));
        commands.Length.ShouldBe(200);
        for (int i = 0; i < 198; i++) commands[i].ShouldContain($"command_data=/{i}\ncompletion_code[0]=250\nreply[0]=in {i}\n");
    }

    [Fact]
    public void More_commands_than_are_kept_lose_the_oldest_and_what_they_were_answered()
    {
        string ahead = string.Concat(Enumerable.Range(0, 34).Select(i => $"STAT {i}\r\n"));
        string[] commands = Commands(Run(FtpSamples.Client("RETR a\r\n"), FtpSamples.Server("150 opening\r\n"), FtpSamples.Client(ahead), FtpSamples.Server("211 third\r\n")));
        commands[0].ShouldContain("command_data=a\ncompletion_code[0]=150\nreply[0]=opening\n");
        commands[1].ShouldContain("command_data=0\nreply_received=no\n");
        commands[3].ShouldContain("command_data=2\ncompletion_code[0]=211\nreply[0]=third\n");
        commands.Length.ShouldBe(35);
    }

    [Fact]
    public void What_got_no_reply_is_told_at_the_end() => Commands(Run(FtpSamples.Client("LIST\r\n"))).ShouldHaveSingleItem().ShouldContain("reply_received=no");

    [Fact]
    public void Tls_takes_over_behind_the_reply_that_grants_it()
    {
        FlowAnalysis granted = Run(FtpSamples.Upgrade with { Turns = [.. FtpSamples.Upgrade.Turns, FtpSamples.Client("\u0016\u0003\u0001")] });
        granted.App.ShouldBe("ftp");
        granted.Text.ShouldContain("ftp/tls\nauth=TLS\n");
        Commands(Run(FtpSamples.Client("AUTH TLS\r\n"), FtpSamples.Server("502 no\r\n"), FtpSamples.Client("USER a\r\n"), FtpSamples.Server("331 x\r\n"))).Length.ShouldBe(2);
    }

    [Fact]
    public void A_mail_client_takes_the_label_back() =>
        Run(FlowSample.Tcp("mail", 21, FtpSamples.Server("220 x\r\n"), FtpSamples.Client("EHLO x\r\n"))).App.ShouldBeNull();

    [Fact]
    public void Behind_a_gap_replies_are_not_given_to_the_wrong_commands()
    {
        string[] commands = Commands(Run(FtpSamples.Client("PWD\r\n"), FlowTurn.Gap(FlowDirection.FromResponder, 20), FtpSamples.Server("rest of a line\r\n"),
            FtpSamples.Client("SYST\r\n"), FtpSamples.Server("215 UNIX\r\n")));
        commands[0].ShouldContain("reply_received=no");
        commands[1].ShouldContain("reply[0]=UNIX");
    }

    [Theory]
    [InlineData("227 Entering Passive Mode (198,51,100,1,195,149)\r\n")]
    [InlineData("227 Entering Passive Mode 198,51,100,1,195,149\r\n")]
    [InlineData("227 =198,51,100,1,195,149\r\n")]
    public void A_passive_port_is_expected_from_the_client(string reply)
    {
        FlowAnalysis analysis = Run(FtpSamples.Client("PASV\r\n"), FtpSamples.Server(reply));
        var expected = analysis.Expected.ShouldHaveSingleItem();
        (expected.Protocol, expected.Initiator, expected.Responder, expected.ResponderPort).ShouldBe(("ftp", Client, Server, (ushort)50_069));
    }

    [Fact]
    public void An_address_behind_a_nat_does_not_keep_the_connection_from_being_found()
    {
        FlowAnalysis analysis = Run(FtpSamples.Client("PASV\r\n"), FtpSamples.Server("227 (10,0,0,1,195,149)\r\n"));
        analysis.Expected.Select(flow => flow.Responder).ShouldBe([Server, NetAddress.FromIPv4(0x0A00_0001)]);
    }

    [Fact]
    public void A_server_can_not_put_the_label_on_the_services_of_others()
    {
        FlowAnalysis analysis = Run(FtpSamples.Client("PASV\r\n"), FtpSamples.Server("227 (8,8,8,8,1,187)\r\n"));
        analysis.Expected.ShouldHaveSingleItem().Responder.ShouldBe(Server);
    }

    [Theory]
    [InlineData("PORT 192,0,2,1,156,164\r\n", 40_100)]
    [InlineData("EPRT |1|192.0.2.1|40100|\r\n", 40_100)]
    [InlineData("EPRT !1!192.0.2.1!40100!\r\n", 40_100)]
    public void An_active_port_is_expected_from_the_server(string command, int port)
    {
        var expected = Run(FtpSamples.Client(command)).Expected.ShouldHaveSingleItem();
        (expected.Initiator, expected.Responder, (int)expected.ResponderPort).ShouldBe((Server, Client, port));
    }

    [Theory]
    [InlineData("PORT 1,2,3\r\n")]
    [InlineData("PORT 1,2,3,4,0,0\r\n")]
    [InlineData("PORT 1,2,3,4,256,1\r\n")]
    [InlineData("EPRT |1|x|40100|\r\n")]
    [InlineData("EPRT |1|192.0.2.1|99999|\r\n")]
    [InlineData("EPRT\r\n")]
    public void What_names_no_port_announces_nothing(string command) => Run(FtpSamples.Client(command)).Expected.ShouldBeEmpty();

    [Fact]
    public void Extended_passive_mode_works_over_ipv6()
    {
        NetAddress.TryParse("2001:db8::1", out NetAddress client).ShouldBeTrue();
        NetAddress.TryParse("2001:db8::2", out NetAddress server).ShouldBeTrue();
        var expected = Run(FtpSamples.Extended with { InitiatorAddress = client, ResponderAddress = server }).Expected[0];
        (expected.Initiator, expected.Responder, expected.ResponderPort).ShouldBe((client, server, (ushort)50_100));
    }

    [Fact]
    public void The_data_connection_is_told_with_its_file_and_its_control_connection()
    {
        var expected = Run(FtpSamples.Download).Expected.ShouldHaveSingleItem();
        var facts = new FactCollector();
        expected.Analyzer.OnData(new() { Direction = FlowDirection.FromResponder, Bytes = "data"u8, Time = default }, facts).IsDone.ShouldBeTrue();
        expected.Analyzer.OnEnd(facts);
        Fact fact = facts.Facts.ShouldHaveSingleItem();
        fact.IsTransaction.ShouldBeTrue();
        FactText.Of(fact).ShouldBe(
            "ftp_data/transfer\ncommand=RETR\nfilename=a.txt\nsize=1234\nmode=passive\nuser=ann\ncontrol_flow_id=0\ncontrol_src_port=40000\ncontrol_dest_port=21\n");
    }

    [Fact]
    public void A_data_connection_that_comes_before_its_command_waits_for_it()
    {
        var expected = Run(FtpSamples.Client("PASV\r\n"), FtpSamples.Server("227 (198,51,100,1,195,149)\r\n")).Expected.ShouldHaveSingleItem();
        var facts = new FactCollector();
        expected.Analyzer.OnData(new() { Direction = FlowDirection.FromResponder, Bytes = "data"u8, Time = default }, facts).ShouldBe(default);
        facts.Facts.ShouldBeEmpty();
        expected.Analyzer.OnEnd(facts);
        facts.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_data_connection_with_tls_hands_over_to_it()
    {
        var expected = Run(FtpSamples.Download).Expected.ShouldHaveSingleItem();
        expected.Analyzer.OnData(new() { Direction = FlowDirection.FromInitiator, Bytes = [22, 3, 1], Time = default }, new FactCollector()).IsUpgrade.ShouldBeTrue();
    }

    [Fact]
    public void The_name_that_the_server_makes_up_is_the_file_of_a_unique_store()
    {
        var expected = Run(FtpSamples.Client("PASV\r\n"), FtpSamples.Server("227 (198,51,100,1,195,149)\r\n"), FtpSamples.Client("STOU\r\n"),
            FtpSamples.Server("150 FILE: f.1\r\n")).Expected.ShouldHaveSingleItem();
        var facts = new FactCollector();
        expected.Analyzer.OnEnd(facts);
        FactText.Of(facts.Facts.ShouldHaveSingleItem()).ShouldContain("filename=f.1\n");
    }
}
