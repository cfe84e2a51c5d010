using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve.Tests;

/// <summary>Whatever a packet or a plugin calls itself, each line is one JSON object.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("\"},{\"alert\":{\"x\":\"")]
    [InlineData("\\")]
    [InlineData("\0\b\f\n\r\t\u001b[2J\u007f")]
    [InlineData("ümlaut 漢字 \U0001F600")]
    [InlineData("\u2028\u2029")]
    public void Text_comes_back_as_it_was(string text) => Back(text).ShouldBe(text);

    // Not as a theory: the runner passes its data through UTF-8, which replaces them before the exporter could.
    [Fact]
    public void A_surrogate_alone_becomes_the_replacement_character()
    {
        Back("\ud800").ShouldBe("\ufffd");
        Back("a\udc00b").ShouldBe("a\ufffdb");
        Back("\ud800\ud83d\ude00").ShouldBe("\ufffd\U0001F600");
    }

    [Fact]
    public void A_name_of_a_field_cant_break_out_of_its_quotes()
    {
        var fact = new OpenFact("x", "y", [new("a\":{\"b", 1L), new("\n\u00e9", true)], isTransaction: true);
        using JsonDocument line = JsonDocument.Parse(EveRun.Transaction(EveRun.Flow(Transport.Tcp, 1, "x", fact), fact));
        line.RootElement.GetProperty("x").EnumerateObject().Select(each => each.Name).ShouldBe(["a_:{_b", "__"]);
    }

    [Fact]
    public void Members_of_an_array_have_no_name_whatever_a_fact_calls_them()
    {
        var fact = new NamedElements();
        using JsonDocument line = JsonDocument.Parse(EveRun.Transaction(EveRun.Flow(Transport.Tcp, 1, "x", fact), fact));
        JsonElement x = line.RootElement.GetProperty("x");
        x.GetProperty("list").EnumerateArray().Select(each => each.GetProperty("n").GetInt32()).ShouldBe([0, 1]);
        x.GetProperty("after").GetString().ShouldBe("b");
    }

    [Fact]
    public void Any_text_gives_lines_that_parse() => Prop.ForAll(
        ArbMap.Default.ArbFor<char[]>(),
        characters => Back(new string(characters)) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_longer_than_the_buffer_is_whole()
    {
        string text = new('\u0001', 200_000);
        Back(text).ShouldBe(text);
    }

    static string? Back(string text)
    {
        var fact = new OpenFact("x", "y", [new("text", text), new("list", new[] { text, text }), new("fraction", double.NaN)], isTransaction: true);
        string line = EveRun.Transaction(EveRun.Flow(Transport.Tcp, 1, "x", fact), fact);
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("x").GetProperty("text").GetString();
    }
}
