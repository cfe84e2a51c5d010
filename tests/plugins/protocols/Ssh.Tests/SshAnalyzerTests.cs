using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssh.Tests;

public sealed class SshAnalyzerTests
{
    static FlowAnalysis Run(FlowSample sample) => AnalyzerHarness.For<SshClassifier>().Run(sample);

    [Fact]
    public void Both_sides_and_what_they_settle_on_are_told()
    {
        // The fingerprints are the MD5 of the texts beside them, made with another program.
        Run(SshSamples.Usual).Text.ShouldBe(
            """
            app=ssh
            ssh/client
            client.proto_version=2.0
            client.software_version=PuTTY_Release_0.78
            client.hassh.hash=565d74e75005b419e18dfb5d8e79fa88
            client.hassh.string=curve25519-sha256,ext-info-c;chacha20-poly1305@openssh.com,aes128-ctr;hmac-sha2-256;none,zlib
            ssh/server
            server.proto_version=2.0
            server.software_version=OpenSSH_9.2p1
            server.comments=Debian-2+deb12u3
            server.hassh.hash=44f0dd58a83a4967ec05aac7780727ff
            server.hassh.string=ecdh-sha2-nistp256,curve25519-sha256;aes128-ctr;hmac-sha2-256;none
            ssh/negotiation
            kex_alg=curve25519-sha256
            host_key_alg=rsa-sha2-512
            cipher_alg=chacha20-poly1305@openssh.com
            cipher_alg_to_client=aes128-ctr
            mac_alg=implicit
            mac_alg_to_client=hmac-sha2-256
            compression_alg=none

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Lines_before_the_string_are_passed_over()
    {
        string text = Run(SshSamples.BehindBanner).Text;
        text.ShouldContain("server.proto_version=1.99\nserver.software_version=Cisco-1.25\n");
        text.ShouldNotContain("Authorized");
    }

    [Fact]
    public void Of_version_1_there_is_only_the_string() => Run(SshSamples.Old).Text.ShouldBe(
        "app=ssh\nssh/client\nclient.proto_version=1.5\nclient.software_version=x\nssh/server\nserver.proto_version=1.5\nserver.software_version=1.2.27\n");

    [Fact]
    public void A_server_that_calls_home_is_the_server()
    {
        FlowSample sample = FlowSample.Tcp("reverse", 22,
            SshSamples.Client(SshSamples.Text("SSH-2.0-srv\r\n"), SshSamples.Offer("kex-strict-s-v00@openssh.com,a;b;c;c;d;d;e;e;;")),
            SshSamples.Server(SshSamples.Text("SSH-2.0-cli\r\n"), SshSamples.Offer("a,ext-info-c;b;c;c;d;d;e;e;;")));
        string text = Run(sample).Text;
        text.ShouldContain("client.software_version=cli");
        text.ShouldContain("server.software_version=srv");
        text.ShouldContain("kex_alg=a\n");
    }

    [Fact]
    public void Messages_before_the_offer_are_passed_over()
    {
        FlowSample sample = FlowSample.Tcp("ignore first", 22,
            SshSamples.Client(SshSamples.Text("SSH-2.0-x\r\n"), SshSamples.Packet(2, 0, 0, 0, 0), SshSamples.Offer(SshSamples.ClientLists)));
        Run(sample).Text.ShouldContain("client.hassh.hash=");
    }

    [Fact]
    public void One_direction_alone_is_told_at_the_end() => Run(SshSamples.Half).Text.ShouldStartWith("app=ssh\nssh/client\nclient.proto_version=2.0\nclient.software_version=Go\nclient.hassh.hash=");

    [Fact]
    public void A_gap_gives_up_its_direction_only()
    {
        FlowSample sample = SshSamples.Usual with
        {
            Turns = [SshSamples.Usual.Turns[0], SshSamples.Usual.Turns[1], FlowTurn.Gap(FlowDirection.FromResponder, 10), .. SshSamples.Usual.Turns.Skip(2)],
        };
        string text = Run(sample).Text;
        text.ShouldContain("client.hassh.hash=");
        text.ShouldNotContain("server.hassh");
    }

    [Fact]
    public void A_length_that_is_claimed_takes_no_memory_before_its_bytes_come()
    {
        IFlowAnalyzer analyzer = new SshAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(default);
        analyzer.OnData(Chunk(SshSamples.Text("SSH-2.0-x\r\n")), facts);
        byte[] begin = [0, 3, 255, 255, 4, 20, 0, 0, 0, 0];
        analyzer.OnData(Chunk(begin), facts);
        long before = GC.GetAllocatedBytesForCurrentThread();
        analyzer.OnData(Chunk([1]), facts);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    [Fact]
    public void Offers_that_were_met_before_change_nothing_but_the_work()
    {
        var shared = new SshAnalyzerFactory();
        var random = new Random(4);
        for (int round = 0; round < 400; round++)
        {
            byte[] client = [.. SshSamples.Text("SSH-2.0-x\r\n"), .. SshSamples.Offer(Lists(random))];
            byte[] server = [.. SshSamples.Text("SSH-2.0-y\r\n"), .. SshSamples.Offer(Lists(random))];
            // Cut anywhere, so that what is gathered and what lies whole both occur.
            int cut = random.Next(client.Length + 1);
            Tell(shared.Create(), client, server, cut).ShouldBe(Tell(new SshAnalyzerFactory().Create(), client, server, cut));
        }
    }

    static string Lists(Random random) => string.Join(';', Enumerable.Range(0, 10).Select(_ => random.Next(3) == 0 ? "a,b" : "b,ext-info-s"));

    static string Tell(IFlowAnalyzer analyzer, byte[] client, byte[] server, int cut)
    {
        var facts = new FactCollector();
        analyzer.Start(default);
        if (cut > 0) analyzer.OnData(Chunk(client.AsSpan(0, cut)), facts);
        if (cut < client.Length) analyzer.OnData(Chunk(client.AsSpan(cut)), facts);
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = server, Time = default }, facts);
        analyzer.OnEnd(facts);
        return string.Concat(facts.Facts.Select(FactText.Of));
    }

    static StreamChunk Chunk(ReadOnlySpan<byte> bytes) => new() { Direction = FlowDirection.FromInitiator, Bytes = bytes, Time = default };
}
