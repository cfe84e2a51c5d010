using System.IO.Compression;
using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>Bodies are decoded as far as it is safe, and what ended it is said.</summary>
public sealed class ContentCodingTests
{
    const string Text = "a body, a body, a body that repeats itself";

    internal static byte[] Code(string coding, byte[] bytes)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Optimal),
            "zlib" => new ZLibStream(target, CompressionLevel.Optimal),
            "raw" => new DeflateStream(target, CompressionLevel.Optimal),
            _ => new BrotliStream(target, CompressionLevel.Fastest),
        }) stream.Write(bytes);
        return target.ToArray();
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "X-GZip")]
    [InlineData("zlib", "deflate")]
    [InlineData("raw", "deflate")]
    [InlineData("br", "br")]
    public void Codings_are_undone(string coding, string encoding)
    {
        DecodedContent content = ContentCoding.Decode(Code(coding, Encoding.ASCII.GetBytes(Text)), encoding);
        (Encoding.ASCII.GetString(content.Bytes.Span), content.Length, content.IsComplete, content.Note).ShouldBe((Text, Text.Length, true, null));
    }

    [Fact]
    public void Several_codings_are_undone_from_the_last_on()
    {
        byte[] body = Code("br", Code("gzip", Encoding.ASCII.GetBytes(Text)));
        Encoding.ASCII.GetString(ContentCoding.Decode(body, "gzip, identity , br").Bytes.Span).ShouldBe(Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("identity")]
    public void A_body_without_a_coding_is_the_content(string? encoding) =>
        ContentCoding.Decode("abc"u8, encoding, keep: 2).ShouldSatisfyAllConditions(
            content => content.Bytes.ToArray().ShouldBe("ab"u8.ToArray()), content => content.Length.ShouldBe(3), content => content.IsComplete.ShouldBeTrue());

    [Fact]
    public void A_coding_that_is_not_known_is_named() => ContentCoding.Decode("abc"u8, "compress").Note.ShouldBe("The coding 'compress' can't be undone here.");

    [Fact]
    public void More_codings_than_anybody_means_are_refused() => ContentCoding.Decode("abc"u8, "gzip,gzip,gzip,gzip,gzip").IsComplete.ShouldBeFalse();

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    public void A_bomb_is_stopped_and_said_to_be_one(string coding, string encoding)
    {
        DecodedContent content = ContentCoding.Decode(Code(coding, new byte[64 << 20]), encoding, keep: 100);
        content.Bytes.Length.ShouldBe(100);
        content.Length.ShouldBeLessThan(ContentCoding.MaxLength + (16 << 10) + 1);
        content.IsComplete.ShouldBeFalse();
        content.Note!.ShouldStartWith("Decoding stopped after");
    }

    [Fact]
    public void A_bomb_between_two_stages_is_stopped_too()
    {
        // A gzip body of empty stored blocks gives nothing however long it is, and brotli folds its length away.
        byte[] endless = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. Enumerable.Repeat<byte[]>([0, 0, 0, 0xFF, 0xFF], 10 << 20).SelectMany(block => block)];
        DecodedContent content = ContentCoding.Decode(Code("br", endless), "gzip, br");
        content.Length.ShouldBe(0);
        content.IsComplete.ShouldBeFalse();
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("br", "br")]
    public void Bodies_that_are_cut_or_broken_give_what_was_right(string coding, string encoding)
    {
        byte[] noise = new byte[20_000];
        new Random(1).NextBytes(noise);
        byte[] body = Code(coding, noise);
        for (int length = 0; length < body.Length; length += 97)
        {
            DecodedContent content = ContentCoding.Decode(body.AsSpan(0, length), encoding);
            content.Bytes.Span.SequenceEqual(noise.AsSpan(0, (int)content.Length)).ShouldBeTrue();
        }

        for (int seed = 0; seed < 300; seed++)
        {
            byte[] broken = [.. body];
            new Random(seed).NextBytes(broken.AsSpan(seed, 20));
            ContentCoding.Decode(broken, encoding);
        }
    }
}
