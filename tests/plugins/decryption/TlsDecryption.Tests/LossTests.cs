using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>Lost bytes cost what they carried and no more; nothing that was not sent is ever handed on.</summary>
public sealed class LossTests
{
    static readonly GoldenCapture Golden = GoldenCapture.Shared;

    public static TheoryData<int> Connections => new(Enumerable.Range(0, Golden.Talks.Count));

    [Theory]
    [MemberData(nameof(Connections))]
    public void Nothing_wrong_is_handed_on_whatever_is_lost(int index)
    {
        KeyRing keys = Golden.Keys();
        var reader = new Reader();
        Reader whole = new Reader().Play(Golden.Talks[index], keys);
        var random = new Random(index);
        for (int round = 0; round < 60; round++)
        {
            Talk lossy = Lose(Golden.Talks[index].Cut(() => random.Next(1, 300)), random);
            reader.Play(lossy, keys);
            foreach (FlowDirection direction in Enum.GetValues<FlowDirection>()) ShouldBePartsOf(whole.Bytes(direction), reader, direction);
        }
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public void Directions_that_the_capture_has_mixed_up_give_the_same(int index)
    {
        KeyRing open = Golden.Keys(), closed = Golden.Keys();
        closed.Close();
        closed.HasAllOfCapture = true;
        Talk talk = Golden.Talks[index];
        Reader whole = new Reader().Play(talk, open), mixed = new();
        for (int round = 0; round < 40; round++)
        {
            // Each direction stays in order: what overtakes is of the other one.
            var random = new Random(round);
            var other = new Talk { Name = talk.Name };
            other.Pieces.AddRange(talk.Pieces);
            for (int i = 0; i + 1 < other.Pieces.Count; i++)
            {
                if (other.Pieces[i].Direction != other.Pieces[i + 1].Direction && random.Next(3) == 0)
                    (other.Pieces[i], other.Pieces[i + 1]) = (other.Pieces[i + 1], other.Pieces[i]);
            }

            mixed.Play(other, round % 2 == 0 ? open : closed);
            foreach (FlowDirection direction in Enum.GetValues<FlowDirection>())
                mixed.Bytes(direction).ShouldBe(whole.Bytes(direction), $"{talk.Name}, round {round}: {mixed.Statuses.LastOrDefault()?.Sentence}");
        }
    }

    // What stands between two gaps must stand in the original, one part behind the other.
    static void ShouldBePartsOf(byte[] whole, Reader reader, FlowDirection direction)
    {
        byte[] found = reader.Bytes(direction);
        int from = 0, at = 0;
        foreach (long end in reader.Gaps.Where(gap => gap.Direction == direction).Select(gap => gap.At).Append(found.Length))
        {
            ReadOnlySpan<byte> part = found.AsSpan(at, (int)end - at);
            int place = whole.AsSpan(from).IndexOf(part);
            place.ShouldBeGreaterThanOrEqualTo(0, $"{reader.Statuses.LastOrDefault()?.Sentence} {System.Text.Encoding.Latin1.GetString(part)} {string.Join(' ', reader.Gaps)}");
            from += place + part.Length;
            at = (int)end;
        }

        if (found.Length > 0 && found.Length < whole.Length) reader.Gaps.Any(gap => gap.Direction == direction).ShouldBeTrue("what is missing is told");
    }

    static Talk Lose(Talk talk, Random random)
    {
        var lossy = new Talk { Name = talk.Name };
        foreach (Talk.Piece piece in talk.Pieces)
            lossy.Pieces.Add(random.Next(12) == 0 ? piece with { Bytes = [], Missing = piece.Bytes.Length } : piece);
        return lossy;
    }

    [Theory]
    [InlineData(0x1301)]
    [InlineData(0xC02F)]
    [InlineData(0xC027)]
    [InlineData(0x002F)]
    public void A_long_transfer_goes_on_behind_every_loss(int suite)
    {
        var download = new Download((ushort)suite, records: 200, random: new Random(suite));
        var reader = new Reader();
        for (int round = 0; round < 10; round++)
        {
            var random = new Random(round);
            Talk talk = download.Talk.Cut(() => 1448);
            var lossy = new Talk();
            int lost = 0;
            for (int i = 0; i < talk.Pieces.Count; i++)
            {
                // The handshake is whole; of what follows some segments are lost, now and then many in a row.
                bool isLost = i > download.HandshakePieces && (lost > 0 || random.Next(60) == 0);
                if (isLost && lost == 0) lost = random.Next(4) == 0 ? random.Next(1, 90) : 1;
                if (isLost) lost--;
                lossy.Pieces.Add(isLost ? talk.Pieces[i] with { Bytes = [], Missing = talk.Pieces[i].Bytes.Length } : talk.Pieces[i]);
            }

            reader.Play(lossy, download.Keys);
            ShouldBePartsOf(download.Plaintext, reader, FlowDirection.FromResponder);
            int missing = lossy.Pieces.Sum(piece => piece.Missing);
            // A lost segment costs at most the two records that it was part of.
            long gaps = lossy.Pieces.Count(piece => piece.Missing > 0);
            reader.Bytes(FlowDirection.FromResponder).Length.ShouldBeGreaterThan(download.Plaintext.Length - missing - (int)gaps * 2 * Download.RecordLength);
        }
    }

    [Theory]
    [InlineData(0x1301)]
    [InlineData(0xC02F)]
    [InlineData(0xC027)]
    public void A_lost_end_is_told_as_one(int suite)
    {
        var download = new Download((ushort)suite, records: 4, random: new Random(suite));
        var lossy = new Talk();
        lossy.Pieces.AddRange(download.Talk.Pieces.SkipLast(1));
        lossy.Pieces.Add(new Talk.Piece(FlowDirection.FromResponder, [], download.Talk.Pieces[^1].Bytes.Length));
        Reader reader = new Reader().Play(lossy, download.Keys);
        reader.Status.State.ShouldBe(DecryptionState.Partial);
        reader.Status.Sentence.ShouldBe($"Decrypted, but bytes are missing at the end, after byte {3 * Download.RecordLength} from the server.");
        (FlowDirection direction, long at, long missing) = reader.Gaps.ShouldHaveSingleItem();
        (direction, at).ShouldBe((FlowDirection.FromResponder, 3 * Download.RecordLength));
        missing.ShouldBeInRange(Download.RecordLength, Download.RecordLength + 64);
    }

    [Fact]
    public void A_record_that_was_only_begun_is_a_lost_end_as_long_as_its_header_says()
    {
        var download = new Download(0x1301, records: 4, random: new Random(1));
        var cut = new Talk();
        cut.Pieces.AddRange(download.Talk.Pieces);
        cut.Pieces[^1] = cut.Pieces[^1] with { Bytes = cut.Pieces[^1].Bytes[..100] };
        Reader reader = new Reader().Play(cut, download.Keys);
        reader.Status.Sentence.ShouldBe($"Decrypted, but bytes are missing at the end, after byte {3 * Download.RecordLength} from the server.");
        reader.Gaps.ShouldBe([(FlowDirection.FromResponder, 3 * Download.RecordLength, Download.RecordLength)]);
    }

    [Fact]
    public void An_end_without_close_notify_is_no_loss()
    {
        var download = new Download(0x1301, records: 4, random: new Random(1));
        Reader reader = new Reader().Play(download.Talk, download.Keys);
        reader.Status.Sentence.ShouldBe("Decrypted.");
        reader.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_joined_in_the_middle_says_so()
    {
        Talk whole = Golden.Talks[0], rest = new();
        rest.Pieces.AddRange(whole.Pieces.SkipWhile(piece => piece.Bytes[0] != 23));
        Reader reader = new Reader().Play(rest, Golden.Keys());
        reader.Status.Sentence.ShouldBe("Joined in the middle: the handshake was not captured.");
        reader.Status.State.ShouldBe(DecryptionState.NotDecrypted);
    }

    [Fact]
    public void Behind_a_lost_ServerHello_TLS_1_3_is_read_all_the_same()
    {
        Talk talk = Golden.Talks[0], lossy = new();
        bool isFirst = true;
        foreach (Talk.Piece piece in talk.Pieces)
        {
            bool isLost = piece.Direction == FlowDirection.FromResponder && isFirst;
            lossy.Pieces.Add(isLost ? piece with { Bytes = [], Missing = piece.Bytes.Length } : piece);
            if (isLost) isFirst = false;
        }

        Reader reader = new Reader().Play(lossy, Golden.Keys());
        reader.FromClient.ShouldBe("request of TLS_AES_128_GCM_SHA256 one\nrequest of TLS_AES_128_GCM_SHA256 two\n");
    }

    [Fact]
    public void Damaged_bytes_are_never_handed_on_and_do_no_harm()
    {
        KeyRing keys = Golden.Keys();
        var reader = new Reader();
        var random = new Random(1);
        foreach (Talk talk in Golden.Talks)
        {
            Reader whole = new Reader().Play(talk, keys);
            for (int round = 0; round < 20; round++)
            {
                var damaged = new Talk();
                foreach (Talk.Piece piece in talk.Pieces)
                {
                    byte[] bytes = [.. piece.Bytes];
                    if (random.Next(3) == 0) bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                    damaged.Pieces.Add(piece with { Bytes = bytes });
                }

                reader.Play(damaged, keys);
                if (talk.Name.Contains("NULL", StringComparison.Ordinal)) continue;
                foreach (FlowDirection direction in Enum.GetValues<FlowDirection>()) ShouldBePartsOf(whole.Bytes(direction), reader, direction);
            }
        }
    }

    [Fact]
    public void Noise_is_bounded()
    {
        var random = new Random(2);
        var reader = new Reader();
        for (int round = 0; round < 200; round++)
        {
            var noise = new Talk();
            for (int i = 0; i < 50; i++)
            {
                byte[] bytes = new byte[random.Next(1, 2000)];
                random.NextBytes(bytes);
                if (random.Next(2) == 0) new byte[] { 22, 3, 3, (byte)random.Next(0x40), 0 }.AsSpan(0, Math.Min(5, bytes.Length)).CopyTo(bytes);
                noise.Pieces.Add(new Talk.Piece((FlowDirection)random.Next(2), bytes));
            }

            reader.Play(noise, Golden.Keys());
            reader.FromClient.ShouldBeEmpty();
        }
    }
}
