using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Connections of real clients and servers with the secrets that the client exported.</summary>
public sealed class SampleConnectionTests
{
    const int Connections = 13;

    [Fact]
    public void Every_connection_is_decrypted()
    {
        FlowSample[] flows = [.. Run.Connections];
        flows.Length.ShouldBe(Connections);
        foreach (FlowSample flow in flows)
        {
            TestSink sink = Run.Of(TestKeys.OfCapture(), flow.Turns);
            sink.Status.ShouldNotBeNull().State.ShouldBe(DecryptionState.Decrypted, flow.Name);
            sink.Alpn.ShouldBe("h3", flow.Name);
            sink.Gaps.ShouldBeEmpty();
        }

        // The page is in a DATA frame; the two connections at the end moved away before they fetched theirs.
        foreach (FlowSample flow in flows[..^2])
        {
            TestSink sink = Run.Of(TestKeys.OfCapture(), flow.Turns);
            sink.Stream(0, FlowDirection.FromResponder).AsSpan().IndexOf("<p>hello</p>"u8).ShouldBeGreaterThan(0, flow.Name);
            sink.HasEnded(0, FlowDirection.FromResponder).ShouldBeTrue(flow.Name);
        }
    }

    [Fact]
    public void All_suites_and_both_versions_are_among_them()
    {
        DecryptionStatus[] statuses = [.. Run.Connections.Select(flow => Run.Of(TestKeys.OfCapture(), flow.Turns).Status!)];
        statuses.Select(status => status.CipherSuite).Distinct().Order()
            .ShouldBe([QuicCipherSuite.Aes128Gcm, QuicCipherSuite.Aes256Gcm, QuicCipherSuite.ChaCha20Poly1305, QuicCipherSuite.Aes128Ccm]);
        statuses.Select(status => status.Version).Distinct().Order().ShouldBe([QuicVersion.One, 0x709A50C4u]);
    }

    [Fact]
    public void The_certificate_of_the_server_is_told()
    {
        TestSink sink = Run.Of(TestKeys.OfCapture(), Run.Connections.First().Turns);
        TlsCertificate certificate = sink.Facts.OfType<TlsCertificate>().ShouldHaveSingleItem();
        certificate.Subject.ShouldBe("CN=sample.test");
        certificate.Protocol.ShouldBe("quic", "an object of its own beside quic would hide the names of the hello");
    }

    [Fact]
    public void Keys_that_come_late_give_the_same()
    {
        foreach (FlowSample flow in Run.Connections)
        {
            IDecryptor decryptor = new QuicDecryptorFactory().Create();
            var keys = new TestKeys();
            var sink = new TestSink();
            decryptor.Start(default, keys);
            foreach (FlowTurn turn in flow.Turns) decryptor.OnData(Run.Chunk(turn), sink).ShouldBe(DecryptionVerdict.Continue);
            sink.Status.ShouldNotBeNull().State.ShouldBe(DecryptionState.AwaitingKey);
            sink.Bytes.ShouldBeEmpty();

            keys.Load();
            decryptor.OnKeysChanged(sink).ShouldBe(DecryptionVerdict.Continue);
            sink.Status!.State.ShouldBe(DecryptionState.Decrypted, flow.Name);
            decryptor.OnEnd(sink);
            sink.Text.ShouldBe(Run.Of(TestKeys.OfCapture(), flow.Turns).Text, flow.Name);
        }
    }

    [Fact]
    public void Datagrams_in_another_order_and_twice_give_the_same()
    {
        foreach (FlowSample flow in Run.Connections)
        {
            string expected = Run.Of(TestKeys.OfCapture(), flow.Turns).Text;
            for (int seed = 0; seed < 10; seed++)
            {
                var random = new Random(seed);
                List<FlowTurn> turns = [.. flow.Turns];
                for (int swap = 0; swap < 3; swap++)
                {
                    int at = random.Next(turns.Count - 1);
                    (turns[at], turns[at + 1]) = (turns[at + 1], turns[at]);
                }

                turns.Insert(random.Next(turns.Count), turns[random.Next(turns.Count)]);
                Run.Of(TestKeys.OfCapture(), turns).Text.ShouldBe(expected, $"{flow.Name}, seed {seed}");
            }
        }
    }

    [Fact]
    public void What_is_lost_is_a_gap_and_the_rest_stays_in_its_place()
    {
        foreach (FlowSample flow in Run.Connections)
        {
            TestSink whole = Run.Of(TestKeys.OfCapture(), flow.Turns);
            for (int lost = 1; lost < flow.Turns.Count; lost++)
            {
                TestSink sink = Run.Of(TestKeys.OfCapture(), flow.Turns.Where((_, i) => i != lost));
                foreach (((long Stream, FlowDirection Direction) key, SortedDictionary<long, byte> bytes) in sink.Bytes)
                {
                    foreach ((long at, byte value) in bytes) whole.Bytes[key][at].ShouldBe(value);
                }

                if (sink.Gaps.Count > 0) sink.Status.ShouldNotBeNull().State.ShouldBe(DecryptionState.Partial, $"{flow.Name} without {lost}");
            }
        }
    }

    [Fact]
    public void Without_the_ClientHello_nothing_can_be_said()
    {
        FlowSample flow = Run.Connections.First();
        IEnumerable<FlowTurn> turns = Enumerable.Repeat(flow.Turns.Skip(2), 200).SelectMany(turn => turn);
        TestSink sink = Run.Of(TestKeys.OfCapture(), turns);
        sink.Status.ShouldNotBeNull().State.ShouldBe(DecryptionState.NotDecrypted);
        sink.Bytes.ShouldBeEmpty();
    }

    [Fact]
    public void Only_what_is_authentic_is_handed_on()
    {
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        FlowSample[] flows = [.. Run.Connections];
        TestSink[] whole = [.. flows.Select(flow => Run.Of(TestKeys.OfCapture(), flow.Turns))];
        for (int seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            int index = random.Next(flows.Length);
            TestSink sink = Run.Of(TestKeys.OfCapture(), flows[index].Turns.Select(turn => random.Next(3) == 0 ? Mutate(turn, random) : turn), decryptor);
            foreach (((long Stream, FlowDirection Direction) key, SortedDictionary<long, byte> bytes) in sink.Bytes)
            {
                foreach ((long at, byte value) in bytes) whole[index].Bytes[key][at].ShouldBe(value, $"seed {seed}");
            }
        }
    }

    static FlowTurn Mutate(FlowTurn turn, Random random)
    {
        byte[] bytes = turn.Bytes.ToArray();
        for (int change = random.Next(1, 4); change > 0; change--) bytes[random.Next(random.Next(2) == 0 ? Math.Min(50, bytes.Length) : bytes.Length)] ^= (byte)random.Next(1, 256);
        if (random.Next(4) == 0) bytes = bytes[..random.Next(1, bytes.Length)];
        return turn.Direction == FlowDirection.FromInitiator ? FlowTurn.FromInitiator(bytes) : FlowTurn.FromResponder(bytes);
    }
}
