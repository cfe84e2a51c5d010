using NetWatch.Plugins.Quic.Tests;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.QuicDecryption.Tests.Sealed;

namespace NetWatch.Plugins.QuicDecryption.Tests;

public sealed class QuicDecryptorTests
{
    const FlowDirection ToServer = FlowDirection.FromInitiator;
    const FlowDirection ToClient = FlowDirection.FromResponder;

    static readonly byte[] Data = Hello.Fill(5000);

    [Theory]
    [InlineData(QuicVersion.One, QuicCipherSuite.Aes128Gcm)]
    [InlineData(QuicVersion.One, QuicCipherSuite.Aes256Gcm)]
    [InlineData(QuicVersion.One, QuicCipherSuite.ChaCha20Poly1305)]
    [InlineData(QuicVersion.One, QuicCipherSuite.Aes128Ccm)]
    [InlineData(QuicVersion.Two, QuicCipherSuite.Aes128Gcm)]
    [InlineData(QuicVersion.Two, QuicCipherSuite.ChaCha20Poly1305)]
    [InlineData(0xFF00001Du, QuicCipherSuite.Aes256Gcm)]
    public void Streams_of_every_suite_and_version(uint version, ushort suite)
    {
        var connection = new Connection(version, suite);
        TestSink sink = Run.Of(connection.Keys,
            [.. connection.Handshake, connection.FromClient(Stream(0, 0, [1, 2, 3], isFin: true)), connection.FromServer(Stream(0, 0, [4, 5]), Stream(3, 0, [6]))]);

        sink.Stream(0, ToServer).ShouldBe([1, 2, 3]);
        sink.Stream(0, ToClient).ShouldBe([4, 5]);
        sink.Stream(3, ToClient).ShouldBe([6]);
        (sink.HasEnded(0, ToServer), sink.HasEnded(0, ToClient)).ShouldBe((true, false));
        (sink.Status!.Version, sink.Status.CipherSuite).ShouldBe((version, suite));
    }

    [Theory]
    [InlineData(QuicCipherSuite.Aes256Gcm)]
    [InlineData(QuicCipherSuite.ChaCha20Poly1305)]
    [InlineData(QuicCipherSuite.Aes128Ccm)]
    public void Without_the_ServerHello_the_suite_is_found(ushort suite)
    {
        var connection = new Connection(suite: suite);
        FlowTurn client = connection.Handshake[0], handshake = FlowTurn.FromInitiator(Packet.Opaque(2));
        TestSink sink = Run.Of(connection.Keys, [client, handshake, connection.FromClient(Stream(0, 0, [1, 2, 3]))]);
        sink.Stream(0, ToServer).ShouldBe([1, 2, 3]);
        sink.Status!.CipherSuite.ShouldBe(suite);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Key_updates_are_followed_also_when_some_went_by_unseen(int unseen)
    {
        var connection = new Connection();
        var turns = new List<FlowTurn>(connection.Handshake);
        for (int i = 0; i < 12; i++)
        {
            turns.Add(connection.FromClient(Stream(0, i * 3, Data[(i * 3)..(i * 3 + 3)])));
            if (i % 3 != 2) continue;
            for (int update = 0; update <= unseen; update++) connection.Client.Update();
        }

        Run.Of(connection.Keys, turns).Stream(0, ToServer).ShouldBe(Data[..36]);
    }

    [Fact]
    public void A_packet_that_an_update_overtook_is_opened_with_the_keys_before()
    {
        var connection = new Connection();
        FlowTurn first = connection.FromClient(Stream(0, 0, [1])), late = connection.FromClient(Stream(0, 1, [2]));
        connection.Client.Update();
        FlowTurn updated = connection.FromClient(Stream(0, 2, [3]));
        Run.Of(connection.Keys, [.. connection.Handshake, first, updated, late]).Stream(0, ToServer).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Packets_with_ids_of_other_lengths_are_opened_once_the_ids_were_given_out()
    {
        var connection = new Connection();
        byte[] id = [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7];
        FlowTurn given = connection.FromServer([0x18, 1, 0, (byte)id.Length, .. id, .. new byte[16]]);
        FlowTurn moved = FlowTurn.FromInitiator(connection.Client.Short(id, 9, Stream(0, 0, [1])));
        Run.Of(connection.Keys, [.. connection.Handshake, given, moved]).Stream(0, ToServer).ShouldBe([1]);
    }

    [Fact]
    public void Frames_in_any_order_give_the_stream()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var connection = new Connection();
            FlowTurn[] parts = [.. Enumerable.Range(0, 25).Select(i => connection.FromClient(Stream(4, i * 200, Data[(i * 200)..(i * 200 + 200 + random.Next(i < 24 ? 100 : 1))], i == 24)))];
            random.Shuffle(parts);
            TestSink sink = Run.Of(connection.Keys, [.. connection.Handshake, .. parts]);
            sink.Stream(4, ToServer).ShouldBe(Data, $"seed {seed}");
            sink.HasEnded(4, ToServer).ShouldBeTrue();
            sink.Gaps.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_gap_is_told_when_the_connection_ends()
    {
        var connection = new Connection();
        TestSink sink = Run.Of(connection.Keys, [.. connection.Handshake, connection.FromClient(Stream(0, 0, [1])), connection.FromClient(Stream(0, 100, [2]))]);
        sink.Gaps.ShouldBe([(0L, ToServer, 99L)]);
        sink.Stream(0, ToServer).ShouldBe([1, 2]);
        sink.Status!.State.ShouldBe(DecryptionState.Partial);
    }

    [Fact]
    public void A_stream_whose_end_is_known_and_whose_last_bytes_never_came_has_a_gap_there()
    {
        var connection = new Connection();
        TestSink sink = Run.Of(connection.Keys, [.. connection.Handshake, connection.FromClient(Stream(0, 0, [1])), connection.FromClient(Stream(0, 100, [], isFin: true))]);
        sink.Gaps.ShouldBe([(0L, ToServer, 99L)]);
        sink.Status!.Sentence.ShouldBe("Decrypted, but 99 bytes of stream 0 from the client were not captured.");
    }

    [Theory]
    [InlineData(1, "Decrypted.")]
    [InlineData(2, "Decrypted, but the last packets from the client are missing.")]
    public void Packets_that_were_acknowledged_and_not_captured_are_told(byte largest, string sentence)
    {
        var connection = new Connection();
        FlowTurn[] captured = [connection.FromClient(Stream(0, 0, [1])), connection.FromClient(Stream(0, 1, [2]))];
        // Largest acknowledged, delay, no further ranges, all packets before it.
        FlowTurn acknowledgment = connection.FromServer([0x02, largest, 0, 0, largest, .. new byte[16]]);
        TestSink sink = Run.Of(connection.Keys, [.. connection.Handshake, .. captured, acknowledgment]);
        sink.Status!.Sentence.ShouldBe(sentence);
        sink.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_that_a_complete_ring_does_not_know_ends_with_its_first_answer()
    {
        var connection = new Connection();
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        var sink = new TestSink();
        decryptor.Start(default, new TestKeys { IsComplete = true });
        decryptor.OnData(Run.Chunk(connection.Handshake[0]), sink).ShouldBe(DecryptionVerdict.Continue);
        decryptor.OnData(Run.Chunk(connection.Handshake[1]), sink).ShouldBe(DecryptionVerdict.Done);
        sink.Status!.State.ShouldBe(DecryptionState.NotDecrypted);
        sink.Status.Sentence.ShouldBe("No key for this ClientHello.");
    }

    [Fact]
    public void Far_offsets_are_gaps_and_take_no_memory()
    {
        var connection = new Connection();
        var turns = new List<FlowTurn>(connection.Handshake);
        for (int i = 1; i < 50; i++) turns.Add(connection.FromClient([0x0E, 0, 0xC0, 0, 0, (byte)i, 0, 0, 0, 0, 1, (byte)i]));
        TestSink sink = Run.Of(connection.Keys, turns);
        sink.Stream(0, ToServer).Length.ShouldBe(49);
        sink.Gaps.Count.ShouldBe(49);
    }

    [Fact]
    public void More_streams_than_are_followed_are_refused_and_it_is_said()
    {
        var connection = new Connection();
        var turns = new List<FlowTurn>(connection.Handshake);
        for (int i = 0; i < 1200; i++) turns.Add(connection.FromClient(Stream(i * 4, 0, [1])));
        TestSink sink = Run.Of(connection.Keys, turns);
        sink.Bytes.Count.ShouldBe(1024);
        sink.Status!.Sentence.ShouldContain("more streams");
    }

    [Fact]
    public void Streams_one_after_the_other_are_followed_without_end()
    {
        var connection = new Connection();
        var turns = new List<FlowTurn>(connection.Handshake);
        for (int i = 0; i < 12_000; i++) turns.Add(connection.FromClient(Stream(i * 4, 0, [1], isFin: true)));
        // What is sent again of one that ended long ago changes nothing; the sink would object.
        turns.Add(connection.FromClient(Stream(0, 0, [1], isFin: true)));
        TestSink sink = Run.Of(connection.Keys, turns);
        sink.Bytes.Count.ShouldBe(12_000);
        sink.Status!.State.ShouldBe(DecryptionState.Decrypted);
    }

    [Fact]
    public void Datagrams_that_were_captured_as_one_are_told_apart()
    {
        var connection = new Connection();
        byte[][] parts = [.. Enumerable.Range(0, 4).Select(i => connection.FromClient(Stream(0, i * 1000, Data[(i * 1000)..(i * 1000 + 1000)])).Bytes.ToArray())];
        FlowTurn together = FlowTurn.FromInitiator(parts.SelectMany(part => part).ToArray());
        Run.Of(connection.Keys, [.. connection.Handshake, together]).Stream(0, ToServer).ShouldBe(Data[..4000]);

        var large = new Connection();
        Run.Of(large.Keys, [.. large.Handshake, large.FromClient(Stream(0, 0, Data))]).Stream(0, ToServer).ShouldBe(Data);
    }

    [Fact]
    public void A_reset_ends_a_stream()
    {
        var connection = new Connection();
        TestSink sink = Run.Of(connection.Keys, [.. connection.Handshake, connection.FromClient(Stream(0, 0, [1])), connection.FromClient([4, 0, 1, 1]), connection.FromClient(Stream(0, 1, [2]))]);
        sink.HasEnded(0, ToServer).ShouldBeTrue();
        sink.Stream(0, ToServer).ShouldBe([1]);
    }

    [Fact]
    public void Keys_that_open_nothing_are_said_to()
    {
        var connection = new Connection();
        FlowTurn[] turns = [.. connection.Handshake, connection.FromClient(Stream(0, 0, [1]))];
        TestSink sink = Run.Of(Wrong(), turns);
        sink.Bytes.ShouldBeEmpty();
        sink.Status.ShouldNotBeNull().State.ShouldBe(DecryptionState.NotDecrypted);

        static TestKeys Wrong()
        {
            var keys = new TestKeys();
            keys.Add(KeyLogLabels.ClientTraffic, Hello.Fill(32), new byte[32]);
            keys.Add(KeyLogLabels.ServerTraffic, Hello.Fill(32), [1, 2, 3]);
            return keys;
        }
    }

    [Fact]
    public void Keys_of_one_side_decrypt_that_side_also_when_they_come_late()
    {
        var connection = new Connection();
        var keys = new TestKeys();
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        var sink = new TestSink();
        decryptor.Start(default, keys);
        FlowTurn[] turns = [.. connection.Handshake, connection.FromClient(Stream(0, 0, [1])), connection.FromServer(Stream(0, 0, [2]))];
        foreach (FlowTurn turn in turns) decryptor.OnData(Run.Chunk(turn), sink);
        keys.Add(KeyLogLabels.ServerTraffic, Hello.Fill(32), connection.Server.Secret);
        decryptor.OnKeysChanged(sink);
        (sink.Stream(0, ToServer).Length, sink.Stream(0, ToClient).Length).ShouldBe((0, 1));
        keys.Add(KeyLogLabels.ClientTraffic, Hello.Fill(32), connection.Client.Secret);
        decryptor.OnData(Run.Chunk(connection.FromServer(Stream(0, 1, [3]))), sink);
        (sink.Stream(0, ToServer).Length, sink.Stream(0, ToClient).Length).ShouldBe((1, 2));
        decryptor.OnEnd(sink);
    }

    [Fact]
    public void What_waits_for_keys_is_bounded_and_what_was_dropped_is_said()
    {
        var connection = new Connection();
        var keys = new TestKeys();
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        var sink = new TestSink();
        decryptor.Start(default, keys);
        foreach (FlowTurn turn in connection.Handshake) decryptor.OnData(Run.Chunk(turn), sink);
        for (int i = 0; i < 4000; i++) decryptor.OnData(Run.Chunk(connection.FromClient(Stream(0, i, [(byte)i]))), sink);
        keys.Add(KeyLogLabels.ClientTraffic, Hello.Fill(32), connection.Client.Secret);
        keys.Add(KeyLogLabels.ServerTraffic, Hello.Fill(32), connection.Server.Secret);
        decryptor.OnKeysChanged(sink);
        decryptor.OnEnd(sink);
        sink.Stream(0, ToServer).Length.ShouldBe(512);
        sink.Status!.State.ShouldBe(DecryptionState.Partial);
    }

    [Fact]
    public void A_decryptor_forgets_one_connection_before_the_next()
    {
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        Connection first = new(), second = new(QuicVersion.Two, QuicCipherSuite.Aes256Gcm);
        Run.Of(first.Keys, [.. first.Handshake, first.FromClient(Stream(0, 0, [1]))], decryptor).Stream(0, ToServer).ShouldBe([1]);
        TestSink sink = Run.Of(second.Keys, [.. second.Handshake, second.FromClient(Stream(0, 0, [2]))], decryptor);
        sink.Stream(0, ToServer).ShouldBe([2]);
        sink.Status!.CipherSuite.ShouldBe(QuicCipherSuite.Aes256Gcm);
    }

    [Fact]
    public void Packets_in_order_allocate_nothing()
    {
        var meter = new AllocationMeter();
        bool isMeasured;
        do
        {
            var connection = new Connection();
            IDecryptor decryptor = new QuicDecryptorFactory().Create();
            var counting = new CountingSink();
            decryptor.Start(default, connection.Keys);
            foreach (FlowTurn turn in connection.Handshake) decryptor.OnData(Run.Chunk(turn), counting);
            FlowTurn[] turns = [.. Enumerable.Range(0, 1100).Select(i => connection.FromClient(Stream(0, i * 1000, Data[..1000])))];
            foreach (FlowTurn turn in turns[..100]) decryptor.OnData(Run.Chunk(turn), counting);

            meter.Start();
            foreach (FlowTurn turn in turns.AsSpan(100)) decryptor.OnData(Run.Chunk(turn), counting);
            isMeasured = meter.TryStop();
            counting.Bytes.ShouldBe(1_100_000);
        }
        while (!isMeasured);

        meter.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Noise_after_the_handshake_costs_a_bounded_number_of_keys()
    {
        var connection = new Connection();
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        var counting = new CountingSink();
        decryptor.Start(default, connection.Keys);
        foreach (FlowTurn turn in connection.Handshake) decryptor.OnData(Run.Chunk(turn), counting);
        decryptor.OnData(Run.Chunk(connection.FromClient(Stream(0, 0, [1]))), counting);
        FlowTurn[] noise = [.. Enumerable.Range(0, 300).Select(Noise)];
        foreach (FlowTurn turn in noise) decryptor.OnData(Run.Chunk(turn), counting);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            foreach (FlowTurn turn in noise) decryptor.OnData(Run.Chunk(turn), counting);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
        decryptor.OnData(Run.Chunk(connection.FromClient(Stream(0, 1, [2]))), counting);
        counting.Bytes.ShouldBe(2);

        static FlowTurn Noise(int seed)
        {
            byte[] bytes = new byte[100];
            new Random(seed).NextBytes(bytes);
            bytes[0] = (byte)(bytes[0] & 0x3F | 0x40);
            return FlowTurn.FromInitiator(bytes);
        }
    }
}
