using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

public sealed class FtpDissectorTests
{
    [Theory]
    [InlineData("RETR a.txt\r\n", "RETR a.txt")]
    [InlineData("331 Password please\r\n", "331 Password please")]
    [InlineData("PASS hunter2\r\n", "PASS (not shown)")]
    [InlineData("just text\r\n", null)]
    public void The_summary_is_the_line_without_its_secret(string text, string? summary) => new FtpDissector().Summarize(Input(text)).ShouldBe(summary);

    [Fact]
    public void Commands_and_replies_are_taken_apart()
    {
        TreeText.TextsOf(new FtpDissector(), Input("USER ann\r\nPASS x\r\n")).ShouldBe(
        [
            "File Transfer Protocol, Command", "  USER ann", "    Command: USER", "    Argument: ann", "  PASS (not shown)", "    Command: PASS", "    Argument: (not shown)",
        ]);
        TreeText.TextsOf(new FtpDissector(), Input("220-a\r\n b\r\n220 c\r\n")).ShouldBe(
        [
            "File Transfer Protocol, Reply", "  220-a", "    Reply code: 220", "    Text: a", "   b", "  220 c", "    Reply code: 220", "    Text: c",
        ]);
    }

    static DissectionInput Input(string text) => new()
    {
        Bytes = Encoding.Latin1.GetBytes(text), StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromInitiator,
    };
}
