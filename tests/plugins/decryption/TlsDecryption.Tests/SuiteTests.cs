using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>Every suite and every way of a handshake, between OpenSSL's own client and server.</summary>
public sealed class SuiteTests
{
    public static TheoryData<int> Connections => new(Enumerable.Range(0, GoldenCapture.Shared.Talks.Count));

    static Talk Of(int index) => GoldenCapture.Shared.Talks[index];

    // s_client takes K, k and R as commands; what it sends is the two lines and what was written behind commands.
    static string Expected(Talk talk, int index)
    {
        string lines = $"request of {talk.Name} one\nrequest of {talk.Name} two\n";
        if (talk.Name == "key-update") lines += "after a key update\nafter another\n";
        return talk.Name == "early-data" && Of(index - 1).Name == "early-data" ? "early words\n" + lines : lines;
    }

    static string Reversed(string lines) => string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new string([.. line.Reverse()]) + "\n"));

    static void ShouldBeRead(Reader reader, int index)
    {
        Talk talk = Of(index);
        string expected = Expected(talk, index);
        reader.FromClient.ShouldBe(expected, talk.Name);
        reader.FromServer.ShouldBe(talk.Name == "early-data" ? "" : Reversed(expected), talk.Name);
        reader.Gaps.ShouldBeEmpty();
        reader.Status.State.ShouldBe(DecryptionState.Decrypted);
        reader.Status.Sentence.ShouldBe("Decrypted.");
        (reader.Status.Version, reader.Status.CipherSuite).ShouldNotBe((0u, (ushort)0));
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public void The_plaintext_is_what_was_sent(int index) => ShouldBeRead(new Reader().Play(Of(index), GoldenCapture.Shared.Keys()), index);

    [Theory]
    [MemberData(nameof(Connections))]
    public void However_the_streams_are_cut(int index)
    {
        var reader = new Reader();
        KeyRing keys = GoldenCapture.Shared.Keys();
        ShouldBeRead(reader.Play(Of(index).Cut(static () => 1), keys), index);
        var random = new Random(index);
        for (int round = 0; round < 20; round++) ShouldBeRead(reader.Play(Of(index).Cut(() => random.Next(1, 400)), keys), index);
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public void Keys_that_come_when_everything_was_sent_give_the_same(int index)
    {
        var ring = new KeyRing();
        var reader = new Reader();
        reader.Play(Of(index), ring, beforeEnd: () =>
        {
            reader.FromServer.ShouldBeEmpty();
            reader.Status.State.ShouldBe(DecryptionState.AwaitingKey);
            new KeyLogReader(ring).Read(GoldenCapture.Shared.KeyLog);
        });
        ShouldBeRead(reader, index);
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public void Keys_that_come_line_by_line_while_it_goes_on_give_the_same(int index)
    {
        var reader = new Reader();
        var ring = new KeyRing();
        var log = new KeyLogReader(ring);
        byte[] text = GoldenCapture.Shared.KeyLog;
        int at = 0;
        Talk talk = Of(index).Cut(() =>
        {
            return 100;
        });
        int step = text.Length / Math.Max(1, talk.Pieces.Count - 4);
        reader.Play(talk, new SteppingRing(ring, () =>
        {
            int length = Math.Min(step, text.Length - at);
            log.Read(text.AsSpan(at, length));
            at += length;
        }), beforeEnd: () => log.Read(text.AsSpan(at)));
        ShouldBeRead(reader, index);
    }

    // Each connection wipes its secrets when it ends; those of the session are not its own.
    [Theory]
    [InlineData("id-resumption")]
    [InlineData("ticket-resumption")]
    public void A_session_that_is_resumed_again_and_again_needs_its_first_secret_only(string name)
    {
        int index = GoldenCapture.Shared.Talks.FindLastIndex(talk => talk.Name == name);
        var reader = new Reader();
        ShouldBeRead(reader.Play(Of(index), GoldenCapture.Shared.Keys()), index);
        for (int again = 0; again < 4; again++) ShouldBeRead(reader.Play(Of(index), new KeyRing()), index);
    }

    // The key log is looked at between two packets; the next one may be the answer.
    [Theory]
    [MemberData(nameof(Connections))]
    public void Questions_come_before_their_answers_whenever_the_keys_come(int index)
    {
        Talk talk = Of(index);
        var reader = new Reader();
        for (int when = 0; when < talk.Pieces.Count; when++)
        {
            var ring = new KeyRing();
            reader.Play(talk, ring, beforePiece: piece =>
            {
                if (piece == when) new KeyLogReader(ring).Read(GoldenCapture.Shared.KeyLog);
            });
            reader.HasAnswerBeforeQuestion.ShouldBeFalse($"{talk.Name}, keys before piece {when}");
            ShouldBeRead(reader, index);
        }
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public void Answers_wait_for_the_secret_of_their_questions(int index)
    {
        var reader = new Reader();
        KeyRing ring = GoldenCapture.Shared.Keys(line => !line.StartsWith("CLIENT_TRAFFIC_SECRET_0", StringComparison.Ordinal));
        reader.Play(Of(index), ring, beforeEnd: () =>
        {
            if (reader.Statuses.Any(status => status.State == DecryptionState.AwaitingKey)) reader.FromServer.ShouldBeEmpty();
            new KeyLogReader(ring).Read(GoldenCapture.Shared.KeyLog);
        });
        ShouldBeRead(reader, index);
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public void Without_a_key_it_says_so(int index)
    {
        Reader reader = new Reader().Play(Of(index), new KeyRing());
        reader.FromClient.ShouldBeEmpty();
        reader.FromServer.ShouldBeEmpty();
        reader.Status.Sentence.ShouldBe("No key for this ClientHello.");
        reader.Status.State.ShouldBe(DecryptionState.AwaitingKey);
    }

    [Fact]
    public void Where_no_key_can_come_any_longer_nothing_is_kept()
    {
        var ring = new KeyRing();
        ring.Close();
        Reader reader = new Reader().Play(Of(0), ring);
        reader.Status.Sentence.ShouldBe("No key for this ClientHello.");
        reader.Status.State.ShouldBe(DecryptionState.NotDecrypted);
    }

    [Fact]
    public void A_hello_that_is_hopeless_ends_it_before_anything_follows()
    {
        var ring = new KeyRing { HasAllOfCapture = true };
        ring.Close();
        var hello = new Talk();
        hello.Pieces.AddRange(Of(0).Pieces.Take(1));
        Reader reader = new Reader().Play(hello, ring);
        reader.Status.ShouldBe(new DecryptionStatus(DecryptionState.NotDecrypted, "No key for this ClientHello."));
    }

    [Fact]
    public void What_a_complete_ring_knows_is_read_all_the_same_and_what_is_resumed_too()
    {
        // One after the other by one decryptor, as in the capture: sessions that are resumed have no line of their own.
        KeyRing ring = GoldenCapture.Shared.Keys();
        ring.HasAllOfCapture = true;
        ring.Close();
        Reader reader = new(), usual = new();
        foreach (Talk talk in GoldenCapture.Shared.Talks)
        {
            string expected = usual.Play(talk, GoldenCapture.Shared.Keys()).FromServer;
            reader.Play(talk, ring).FromServer.ShouldBe(expected, talk.Name);
        }
    }

    [Fact]
    public void Application_secrets_alone_are_enough_for_the_data()
    {
        KeyRing keys = GoldenCapture.Shared.Keys(static line => !line.Contains("HANDSHAKE", StringComparison.Ordinal));
        ShouldBeRead(new Reader().Play(Of(0), keys), 0);
    }

    [Fact]
    public void Early_data_that_was_taken_and_has_no_key_is_a_gap()
    {
        int index = GoldenCapture.Shared.Talks.FindLastIndex(talk => talk.Name == "early-data");
        KeyRing keys = GoldenCapture.Shared.Keys(static line => !line.Contains("EARLY", StringComparison.Ordinal));
        Reader reader = new Reader().Play(Of(index), keys);
        reader.FromClient.ShouldBe("request of early-data one\nrequest of early-data two\n");
        reader.Gaps.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            gap => gap.Direction.ShouldBe(FlowDirection.FromInitiator), gap => gap.At.ShouldBe(0), gap => gap.Missing.ShouldBeGreaterThanOrEqualTo(12));
        reader.Status.Sentence.ShouldBe("Decrypted, with a gap at byte 0 from the client.");
    }

    [Fact]
    public void Certificates_of_TLS_1_3_become_facts()
    {
        Reader reader = new Reader().Play(Of(0), GoldenCapture.Shared.Keys());
        reader.Facts.OfType<TlsCertificate>().ShouldHaveSingleItem().Subject.ShouldNotBeNull().ShouldEndWith(".example");
    }

    [Fact]
    public void The_end_of_each_direction_is_told()
    {
        Reader reader = new Reader().Play(Of(0), GoldenCapture.Shared.Keys());
        reader.Ended[0].ShouldBeTrue();
    }

    [Fact]
    public void A_decryptor_serves_one_connection_after_the_other()
    {
        var reader = new Reader();
        KeyRing keys = GoldenCapture.Shared.Keys();
        for (int index = 0; index < GoldenCapture.Shared.Talks.Count; index++) ShouldBeRead(reader.Play(Of(index), keys), index);
    }

    sealed class SteppingRing(KeyRing ring, Action step) : IKeyRing
    {
        public int Generation
        {
            get
            {
                step();
                return ring.Generation;
            }
        }

        public bool TryFind(string label, ReadOnlySpan<byte> identifier, out ReadOnlyMemory<byte> secret) => ring.TryFind(label, identifier, out secret);
    }

    // NULL, 3DES, AES-CBC and RC4: what a broken or hostile ServerHello of TLS 1.3 may name. None of them is a reason to throw: the decryptor serves all flows.
    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0002)]
    [InlineData(0x000A)]
    [InlineData(0x002F)]
    [InlineData(0x0005)]
    [InlineData(0xC0B4)]
    public void A_suite_that_is_none_of_TLS_13_is_said_to_be_none(int suite)
    {
        foreach (Talk talk in GoldenCapture.Shared.Talks)
        {
            var reader = new Reader();
            if (reader.Play(talk, GoldenCapture.Shared.Keys()).Status.Version != 0x0304 || talk.Name is "early-data" or "hello-retry-request") continue;
            reader.Play(WithSuite(talk, (ushort)suite), GoldenCapture.Shared.Keys());
            (reader.FromClient, reader.FromServer).ShouldBe(("", ""), talk.Name);
            reader.Status.State.ShouldBe(DecryptionState.NotDecrypted, talk.Name);
            reader.Status.Sentence.ShouldStartWith("Cipher suite ", Case.Sensitive, talk.Name);
        }
    }

    // With early data keys are asked for before the ServerHello has come, and after.
    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x000A)]
    public void A_suite_that_is_none_of_TLS_13_harms_nothing_behind_early_data_either(int suite)
    {
        foreach (Talk talk in GoldenCapture.Shared.Talks.Where(talk => talk.Name == "early-data"))
            Should.NotThrow(() => new Reader().Play(WithSuite(talk, (ushort)suite), GoldenCapture.Shared.Keys()));
    }

    // The server's first record is its hello: record and message header, version, random, session id, then the suite.
    static Talk WithSuite(Talk talk, ushort suite)
    {
        var changed = new Talk { Name = talk.Name };
        bool isChanged = false;
        foreach (Talk.Piece piece in talk.Pieces)
        {
            byte[] bytes = [.. piece.Bytes];
            if (!isChanged && piece.Direction == FlowDirection.FromResponder)
            {
                int at = 5 + 4 + 2 + 32;
                at += 1 + bytes[at];
                (bytes[at], bytes[at + 1]) = ((byte)(suite >> 8), (byte)suite);
                isChanged = true;
            }

            changed.Pieces.Add(piece with { Bytes = bytes });
        }

        return changed;
    }
}
