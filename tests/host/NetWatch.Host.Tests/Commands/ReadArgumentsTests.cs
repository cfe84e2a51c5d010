using System.CommandLine;
using NetWatch.Host.Commands;

namespace NetWatch.Host.Tests.Commands;

/// <summary>The plain form of <c>netwatch read</c> means what the whole command line makes of it.</summary>
public sealed class ReadArgumentsTests
{
    [Theory]
    [InlineData("read", "a.pcap")]
    [InlineData("read", "read", "-")]
    [InlineData("read", "/tmp/a.pcap", "b.pcap", "-o", "eve", "--out", "/tmp/out", "c=d.pcap")]
    [InlineData("read", "--keylog", "keys", "--plaintext", "plain", "-f", "app:tls and not port 22", "x:y.pcap")]
    [InlineData("read", "--output", "summary", "--filter", "x", "--config", "netwatch.json", "--ja4-db", "ja4.csv", "a.pcap", "capture")]
    [InlineData("read", "--out", "-", "a.pcap")]
    public void The_plain_form_is_taken_as_the_whole_command_line_takes_it(params string[] args)
    {
        ParseResult whole = Root.Create(TimeProvider.System).Parse(args);
        whole.Errors.ShouldBeEmpty();
        ReadArguments plain = ReadArguments.OfPlain(args).ShouldNotBeNull();
        plain.Files.ShouldBe(whole.GetValue<string[]>("FILE"));
        (string?, string)[] options =
        [
            (plain.Form, "-o"), (plain.OutputFolder, "--out"), (plain.PlaintextFolder, "--plaintext"), (plain.KeyLog, "--keylog"), (plain.Filter, "--filter"),
            (plain.Ja4Database, "--ja4-db"), (plain.Configuration, "--config"),
        ];
        foreach ((string? value, string option) in options) value.ShouldBe(whole.GetValue<string?>(option), option);
        (plain.Plugins.DevFolders.Count, plain.Plugins.SafeMode).ShouldBe((0, false));
    }

    [Theory]
    [InlineData()]
    [InlineData("--version")]
    [InlineData("read")]
    [InlineData("read", "-o", "eve")]
    [InlineData("read", "a.pcap", "-o")]
    [InlineData("read", "a.pcap", "-oeve")]
    [InlineData("read", "a.pcap", "--out=out")]
    [InlineData("read", "a.pcap", "-o", "eve", "-o", "json")]
    [InlineData("read", "a.pcap", "--out", "a", "--out", "b")]
    [InlineData("read", "a.pcap", "-o", "--version")]
    [InlineData("read", "a.pcap", "--safe-mode")]
    [InlineData("read", "a.pcap", "--plugin-dir", "/tmp/mine")]
    [InlineData("read", "--", "a.pcap")]
    [InlineData("read", "")]
    [InlineData("read", "a.pcap", "--out", "")]
    [InlineData("read", "@arguments")]
    [InlineData("read", "a.pcap", "-o", "@form")]
    [InlineData("read", "a.pcap", "--bogus")]
    [InlineData("-r", "a.pcap")]
    [InlineData("capture", "-i", "lo")]
    public void Everything_else_is_left_to_the_whole_command_line(params string[] args) => ReadArguments.OfPlain(args).ShouldBeNull();

    [Fact]
    public void No_option_that_stands_behind_every_command_is_taken_for_a_file()
    {
        foreach (Option option in Root.Create(TimeProvider.System).Options.Where(static option => option.Recursive))
        {
            foreach (string name in (string[])[option.Name, .. option.Aliases])
            {
                ReadArguments.OfPlain(["read", "a.pcap", name]).ShouldBeNull(name);
                ReadArguments.OfPlain(["read", "a.pcap", "--out", name]).ShouldBeNull(name);
            }
        }
    }
}
