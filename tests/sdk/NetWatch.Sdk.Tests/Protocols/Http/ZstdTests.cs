using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>The zstd coding (RFC 8878), undone by the library of the platform; where there is none it is named.</summary>
public sealed class ZstdTests
{
    static readonly byte[] Magic = [0x28, 0xB5, 0x2F, 0xFD];

    // Written by zstd 1.5.4 at level 19: forty numbered lines, with entropy tables and a checksum.
    static readonly byte[] Written = Convert.FromBase64String("KLUv/WSeBpUDAJKFERGwPQAHRJ8FwMxYRdspW2bXnccUMoQ3Bz+mkCG8OfQxhQzhzXxMIUN4M5jqJfQr49rGaIRqGYxvp9tH7fer+kW74oZV0L0oqBHAt/934DWrARE0BP//3xD4AasqsVFlNSmlahDdJAcAAe8CTEBWAfpXJ6c=");

    static readonly string Lines = string.Concat(Enumerable.Range(0, 40).Select(i => $"line {i} of a text that is long enough for tables\n"));

    // RFC 8878 §3.1.1.2: last block, type, size; types are 0 raw, 1 one byte so many times.
    static byte[] Block(int type, int size, byte[] content, bool isLast = true)
    {
        byte[] header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, size << 3 | type << 1 | (isLast ? 1 : 0));
        return [.. header[..3], .. content];
    }

    // Without content size or checksum; the window is 2^(10 + log) (RFC 8878 §3.1.1.1).
    static byte[] Frame(params byte[][] blocks) => FrameOf(7, blocks);

    static byte[] FrameOf(int log, params byte[][] blocks) => [.. Magic, 0, (byte)(log << 3), .. blocks.SelectMany(block => block)];

    static byte[] Raw(string text) => Block(0, text.Length, Encoding.ASCII.GetBytes(text));

    static DecodedContent Decode(byte[] body, int keep = 1 << 20) => ContentCoding.Decode(body, "zstd", keep);

    static string Text(DecodedContent content) => Encoding.ASCII.GetString(content.Bytes.Span);

    [Fact]
    public void Without_the_library_the_coding_is_named()
    {
        if (!ContentCoding.HasZstd) Decode(Written).Note.ShouldBe("The coding 'zstd' can't be undone here.");
        else Decode(Written).Note.ShouldBeNull();
    }

    [ZstdFact]
    public void What_a_real_encoder_wrote_is_read() => Decode(Written).ShouldSatisfyAllConditions(
        content => Text(content).ShouldBe(Lines), content => content.Length.ShouldBe(Lines.Length), content => content.IsComplete.ShouldBeTrue());

    [ZstdFact]
    public void Frames_follow_each_other_and_some_are_to_be_skipped()
    {
        byte[] skippable = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        DecodedContent content = Decode([.. Frame(Raw("one ")), .. skippable, .. Frame(Block(0, 2, "tw"u8.ToArray(), isLast: false), Block(1, 3, [(byte)'o']))]);
        (Text(content), content.IsComplete).ShouldBe(("one twooo", true));
    }

    [ZstdFact]
    public void Beneath_another_coding_too() => Text(ContentCoding.Decode(ContentCodingTests.Code("gzip", Written), "zstd, gzip", keep: 1 << 20)).ShouldBe(Lines);

    [ZstdFact]
    public void A_bomb_is_stopped_and_said_to_be_one()
    {
        byte[] bomb = Frame([.. Enumerable.Range(0, 10_000).Select(i => Block(1, 128 << 10, [0], isLast: i == 9_999))]);
        DecodedContent content = Decode(bomb, keep: 100);
        content.Length.ShouldBeLessThan(ContentCoding.MaxLength + (64 << 10));
        content.Note!.ShouldStartWith("Decoding stopped after");
    }

    [ZstdTheory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    [InlineData(31, false)]
    public void A_frame_may_refer_back_by_8_MiB_and_no_more(int log, bool isRead) => Decode(FrameOf(log, Raw("text"))).IsComplete.ShouldBe(isRead);

    [ZstdFact]
    public void What_is_cut_gives_what_was_right()
    {
        for (int length = 0; length < Written.Length; length++)
        {
            DecodedContent content = Decode(Written[..length]);
            Lines.ShouldStartWith(Text(content));
            content.IsComplete.ShouldBe(length == 0);
        }
    }

    [ZstdFact]
    public void Whatever_the_bytes_are_it_ends_and_nothing_is_thrown()
    {
        byte[][] samples = [Written, Frame(Raw("abc")), [.. Frame(Block(1, 1000, [7], isLast: false), Raw("x")), .. Written], [.. Magic, .. new byte[40]]];
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. samples[random.Next(samples.Length)]];
            for (int change = random.Next(6); change >= 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Decode(bytes, keep: 1000);
        }
    }
}
