using System.CommandLine;
using NetWatch.Host.Commands;

namespace NetWatch.Host.Tests.Commands;

/// <summary>A command that is parsed alone is the same command.</summary>
public sealed class RootTests
{
    [Theory]
    [InlineData("read", "a.pcap")]
    [InlineData("read", "read", "-")]
    [InlineData("read", "/tmp/a.pcap", "b.pcap", "-o", "eve", "--out", "/tmp/out", "--keylog=keys", "-f", "app:tls")]
    [InlineData("read", "-oeve", "--config", "netwatch.json", "--ja4-db", "ja4.csv", "--plaintext", "plain", "--", "-x.pcap")]
    public void What_is_in_order_is_parsed_as_with_the_whole_command_line(params string[] args)
    {
        ParseResult? alone = Root.ParseAlone(args, TimeProvider.System);
        ParseResult whole = Root.Create(TimeProvider.System).Parse(args);
        if (whole.Errors.Count > 0)
        {
            alone.ShouldBeNull();
            return;
        }

        alone.ShouldNotBeNull();
        alone.CommandResult.Command.Name.ShouldBe(whole.CommandResult.Command.Name);
        alone.GetValue<string[]>("FILE").ShouldBe(whole.GetValue<string[]>("FILE"));
        foreach (string option in (string[])["-o", "--out", "--plaintext", "--keylog", "--filter", "--ja4-db", "--config"])
            ValueOf(alone, option).ShouldBe(ValueOf(whole, option), option);
    }

    static string? ValueOf(ParseResult result, string option) => result.GetValue<string?>(option);

    [Theory]
    [InlineData()]
    [InlineData("--version")]
    [InlineData("read")]
    [InlineData("read", "--help")]
    [InlineData("read", "a.pcap", "-h")]
    [InlineData("read", "a.pcap", "/?")]
    [InlineData("read", "a.pcap", "-o", "--version")]
    [InlineData("read", "a.pcap", "--safe-mode")]
    [InlineData("read", "a.pcap", "--plugin-dir=/tmp/mine")]
    [InlineData("read", "a.pcap", "--bogus")]
    [InlineData("-r", "a.pcap")]
    [InlineData("capture", "-i", "lo")]
    public void Everything_else_is_left_to_the_whole_command_line(params string[] args) => Root.ParseAlone(args, TimeProvider.System).ShouldBeNull();

    [Fact]
    public void Every_option_that_stands_behind_all_commands_is_left_to_the_whole_command_line()
    {
        foreach (Option option in Root.Create(TimeProvider.System).Options.Where(static option => option.Recursive))
        {
            foreach (string name in (string[])[option.Name, .. option.Aliases]) Root.ParseAlone(["read", "a.pcap", name], TimeProvider.System).ShouldBeNull(name);
        }
    }
}
