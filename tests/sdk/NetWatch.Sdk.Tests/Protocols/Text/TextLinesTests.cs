using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Tests.Protocols.Text;

public sealed class TextLinesTests
{
    [Fact]
    public void Texts_come_back_in_their_order_empty_ones_too()
    {
        var lines = new TextLines();
        lines.Add("one"u8);
        lines.Add(""u8);
        lines.Add("drei ü"u8);

        (lines.Count, lines.Last.SequenceEqual("drei ü"u8)).ShouldBe((3, true));
        TextLines.ToStrings(lines.Bytes).ShouldBe(["one", "", "drei ü"]);
    }

    [Fact]
    public void What_was_forgotten_does_not_come_back()
    {
        var lines = new TextLines();
        lines.Add("one"u8);
        lines.Clear();

        (lines.Count, lines.Last.IsEmpty, lines.Bytes.IsEmpty).ShouldBe((0, true, true));
        TextLines.ToStrings(lines.Bytes).ShouldBeEmpty();
    }

    [Fact]
    public void It_grows_with_what_it_is_given()
    {
        var lines = new TextLines();
        for (int i = 0; i < 100; i++) lines.Add(new byte[i]);
        TextLines.ToStrings(lines.Bytes).Select(text => text.Length).ShouldBe(Enumerable.Range(0, 100));
    }
}
