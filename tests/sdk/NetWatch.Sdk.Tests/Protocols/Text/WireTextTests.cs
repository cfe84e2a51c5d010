using System.Text;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Tests.Protocols.Text;

public sealed class WireTextTests
{
    public static TheoryData<byte[]> Samples { get; } = new()
    {
        Array.Empty<byte>(), "plain text"u8.ToArray(), "tab\tand\x1b[2J"u8.ToArray(), "grün"u8.ToArray(), new byte[] { 0xFF, 0xE9, (byte)'a', 0x85 }, Encoding.UTF8.GetBytes(new string('é', 600)),
        Encoding.ASCII.GetBytes(new string('x', 600)),
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Bytes_and_string_say_the_same(byte[] bytes) =>
        Encoding.UTF8.GetString(WireText.Utf8Of(bytes)).ShouldBe(WireText.Of(bytes));

    [Fact]
    public void Printable_text_is_handed_back_where_it_lies()
    {
        byte[] bytes = "plain text"u8.ToArray();
        WireText.Utf8Of(bytes).Overlaps(bytes).ShouldBeTrue();
    }

    [Fact]
    public void A_line_feed_never_comes_through() => WireText.Utf8Of("a\nb"u8).SequenceEqual("a\\x0Ab"u8).ShouldBeTrue();
}
