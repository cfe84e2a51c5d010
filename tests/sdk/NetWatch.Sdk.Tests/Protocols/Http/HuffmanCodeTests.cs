using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>The code of RFC 7541 appendix B.</summary>
public sealed class HuffmanCodeTests
{
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData("", "")]
    public void Texts_of_the_RFC(string hex, string text)
    {
        byte[] decoded = new byte[64];
        HuffmanCode.TryDecode(Convert.FromHexString(hex), decoded, out int length).ShouldBeTrue();
        Encoding.ASCII.GetString(decoded, 0, length).ShouldBe(text);
    }

    // A sample of codes across all lengths, from the table of appendix B.
    [Theory]
    [InlineData(0x1ff8u, 13, 0)]
    [InlineData(0x7fffd8u, 23, 1)]
    [InlineData(0x3ffffffcu, 30, 10)]
    [InlineData(0x3ffffffdu, 30, 13)]
    [InlineData(0x3ffffffeu, 30, 22)]
    [InlineData(0x14u, 6, ' ')]
    [InlineData(0x7ffcu, 15, '<')]
    [InlineData(0x7fff0u, 19, '\\')]
    [InlineData(0xfffe6u, 20, 128)]
    [InlineData(0x1fffdcu, 21, 153)]
    [InlineData(0x7ffff1u, 23, 191)]
    [InlineData(0x3ffffe0u, 26, 192)]
    [InlineData(0x1ffffecu, 25, 199)]
    [InlineData(0x7ffffdeu, 27, 203)]
    [InlineData(0xffffffeu, 28, 249)]
    [InlineData(0x3ffffeeu, 26, 255)]
    public void Codes_of_the_table(uint code, int length, int symbol)
    {
        ulong padded = (ulong)code << (64 - length) | ulong.MaxValue >> length;
        int bytes = (length + 7) / 8;
        byte[] coded = [.. BitConverter.GetBytes(padded).Reverse().Take(bytes)];
        byte[] decoded = new byte[16];
        HuffmanCode.TryDecode(coded, decoded, out int written).ShouldBeTrue();
        decoded[..written].ShouldBe([(byte)symbol]);
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("ffff")]
    [InlineData("ffffffff")]
    [InlineData("00")]
    [InlineData("f1e3c2e5f23a6ba0ab90f400")]
    public void Padding_other_than_up_to_seven_ones_and_the_end_of_string_are_refused(string hex) =>
        HuffmanCode.TryDecode(Convert.FromHexString(hex), new byte[64], out _).ShouldBeFalse();

    [Fact]
    public void A_text_longer_than_the_destination_is_refused() => HuffmanCode.TryDecode([0, 0, 0, 0, 0], new byte[7], out _).ShouldBeFalse();
}
