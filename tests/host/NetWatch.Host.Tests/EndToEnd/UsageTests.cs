namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>Mistakes of the user, and what they are told.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("argument missing", "read")]
    [InlineData("netwatch read --help", "read")]
    [InlineData("There is no option --bogus", "read", "x.pcap", "--bogus")]
    [InlineData("use one of: table, summary, eve, json", "read", "x.pcap", "-o", "yaml")]
    [InlineData("docs/filters.md", "read", "x.pcap", "--filter", "foo bar =")]
    [InlineData("30s, 5m, 1h", "capture", "--duration", "soon")]
    [InlineData("above 0", "capture", "--count", "0")]
    [InlineData("64 to 262144", "capture", "--snaplen", "3")]
    [InlineData("netwatch plugin list", "capture", "--source", "nobody")]
    [InlineData("bogus", "bogus")]
    public void A_mistake_is_told_on_stderr_with_exit_code_2(string expected, params string[] arguments)
    {
        var run = NetWatchProcess.Run(arguments);
        run.Code.ShouldBe(2, run.Error);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain(expected, Case.Insensitive);
        run.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("netwatch -r incident.pcapng")]
    [InlineData("Exit code: 0 all was read", "read")]
    [InlineData("Exit code: 0 ended well", "capture")]
    public void Help_ends_with_examples_and_exit_codes(string expected, params string[] command)
    {
        var run = NetWatchProcess.Run([.. command, "--help"]);
        run.Code.ShouldBe(0);
        run.Output.ShouldContain(expected);
    }

    [LinuxTheory]
    [InlineData("capture")]
    [InlineData("capture", "--duration", "1s")]
    public void Without_the_privilege_the_command_that_grants_it_is_told(params string[] arguments)
    {
        string[] without = Environment.IsPrivilegedProcess ? ["--bounding-set", "-net_raw", "--inh-caps", "-net_raw"] : [];
        using NetWatchProcess process = NetWatchProcess.StartThrough("setpriv", without, arguments);
        var run = process.Finish();
        run.Code.ShouldBe(3, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("CAP_NET_RAW");
    }
}
