using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NetWatch.Host.Commands;

/// <summary>What a page of help ends with: commands to try, and what the exit codes mean.</summary>
sealed class HelpEpilogue(HelpAction help) : SynchronousCommandLineAction
{
    const string Terminal = """
        Examples:
          netwatch                          capture on the interface that leads out, and open the screen
          netwatch -i eth0 --tab packets    another interface, another tab first
          netwatch -r incident.pcapng       the same screen on a capture file

        In the screen ? shows the keys and q ends it.
        """;

    const string Read = """
        Examples:
          netwatch read incident.pcapng
          netwatch read -o summary monday.pcap tuesday.pcap.gz
          netwatch read -o eve --out flows *.pcap
          netwatch read -f 'app:tls and tls.version == "TLS 1.0"' -o eve incident.pcapng
          tcpdump -w - | netwatch read -

        A broken file is read up to the break; the others are read all the same.
        Exit code: 0 all was read, 1 writing failed, 2 an input is broken or missing, 130 stopped by the user.
        """;

    const string Capture = """
        Examples:
          netwatch capture --duration 30s -o summary
          netwatch capture -i eth0 -o eve | jq .
          netwatch capture -i any -w night.pcapng -f "not port 22"

        Flows are written as they end; Ctrl-C writes those still open.
        Exit code: 0 ended well, 1 writing failed, 2 a wrong interface or option, 3 capturing is not possible here (privilege, library).
        """;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        string? text = parseResult.CommandResult.Command switch
        {
            RootCommand => Terminal,
            { Name: "read" } => Read,
            { Name: "capture" } => Capture,
            _ => null,
        };
        if (text is not null) parseResult.InvocationConfiguration.Output.WriteLine(text);
        return code;
    }

    /// <summary>Puts it behind the help of all commands.</summary>
    internal static void AddTo(RootCommand root)
    {
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction action }) option.Action = new HelpEpilogue(action);
        }
    }
}
