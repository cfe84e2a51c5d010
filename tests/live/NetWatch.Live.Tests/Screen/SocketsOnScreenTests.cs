using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using NetWatch.Live.Tests.Network;

namespace NetWatch.Live.Tests.Screen;

/// <summary>
/// Connections lists what ss(8) lists, without any privilege; and a connection is one row, whether its packets are seen or not. The sockets are held by
/// a python3 script in a namespace, both ends of each connection.
/// </summary>
public sealed partial class SocketsOnScreenTests
{
    const int Connections = 60, Datagrams = 5, Port = 28_081;

    // The user nobody, without a single capability, as on a machine that is not one's own.
    static readonly string[] Nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "env", "HOME=/tmp"];

    [RootFact]
    public void Without_any_privilege_every_socket_that_ss_lists_is_in_a_row_with_its_process_and_state() => Compare("127.0.0.1");

    [RootFact]
    public void The_same_over_IPv6() => Compare("::1");

    [RootFact]
    public void A_connection_that_was_idle_since_the_start_becomes_its_flow_with_the_first_packet_and_is_never_two_rows()
    {
        using NetworkPair pair = Pair();
        Process holder = Hold(pair, "127.0.0.1", []);
        using var terminal = new TerminalSession(pair.Left, 200, 90, [], "-i", "lo", "--tab", "connections");
        terminal.Wait(rows => Listed(rows).Count == Connections + Datagrams, "All sockets");
        Tell(holder, "send 25", "sent");
        IReadOnlyList<string> screen = terminal.Wait(rows => rows[1].Contains("25 of 25 flows and 40 sockets", StringComparison.Ordinal), "25 flows in place of as many sockets");
        List<Row> listed = Listed(screen);
        listed.Count.ShouldBe(Connections + Datagrams);
        // A port may be given to a socket of TCP and to one of UDP.
        listed.Select(static row => (row.Net, row.Client)).Distinct().Count().ShouldBe(listed.Count);
        listed.ShouldAllBe(row => row.Line.Contains($"python3 {holder.Id}", StringComparison.Ordinal));
    }

    [RootFact]
    public void Connections_that_lived_between_two_looks_are_shown_without_any_privilege()
    {
        using NetworkPair pair = Pair();
        Process holder = Hold(pair, "127.0.0.1", Nobody);
        using var terminal = new TerminalSession(pair.Left, 200, 120, Nobody, "--tab", "connections");
        terminal.Wait(rows => Listed(rows).Count == Connections + Datagrams, "All sockets");
        Tell(holder, "short 20", "ended");
        List<Row> ended = Listed(terminal.Wait(rows => Listed(rows).Count == Connections + Datagrams + 20, "What has ended meanwhile"))[^20..];
        ended.ShouldAllBe(static row => row.Line.Contains(" closed ", StringComparison.Ordinal));
    }

    static void Compare(string host)
    {
        using NetworkPair pair = Pair();
        Process holder = Hold(pair, host, Nobody);
        string[] ss = NetworkPair.Run("ip", ["netns", "exec", pair.Left, .. Nobody, "ss", "-Htunap"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ss.Length.ShouldBe(2 * Connections + Datagrams + 1);
        using var terminal = new TerminalSession(pair.Left, 200, 100, Nobody, "--tab", "connections");
        terminal.Wait(rows => Listed(rows).Count == Connections + Datagrams, "All connections");
        terminal.Type("l");
        IReadOnlyList<string> screen = terminal.Wait(rows => rows[1].Contains("listening too", StringComparison.Ordinal), "The listening socket");
        List<Row> listed = Listed(screen);
        listed.Count.ShouldBe(Connections + Datagrams + 1);
        string.Join(' ', screen).ShouldContain("CAP_NET_RAW would add");
        foreach (string line in ss)
        {
            // tcp ESTAB 0 0 127.0.0.1:28081 127.0.0.1:40000 users:(("python3",pid=42,fd=5))
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            (string net, string state, string local, string peer) = (fields[0], fields[1], fields[4], fields[5]);
            Row row = listed.Where(row => row.Net == net && (row.Is(peer, local) || row.Is(local, peer))).ShouldHaveSingleItem(line);
            row.State.ShouldBe(state.ToLowerInvariant());
            row.Line.ShouldContain($"python3 {holder.Id}");
            row.Line.ShouldContain("inode");
            line.ShouldContain($"pid={holder.Id},");
        }
    }

    static NetworkPair Pair()
    {
        LiveTest.Require(File.Exists("/usr/bin/python3"), "The sockets are held by a python3 script: install python3.");
        LiveTest.Require(File.Exists("/usr/bin/script"), "The screen needs a terminal, which script(1) makes: install bsdutils.");
        LiveTest.Require(File.Exists("/usr/bin/setpriv"), "It takes rights away with setpriv(1): install util-linux.");
        LiveTest.Require(File.Exists("/usr/bin/ss") || File.Exists("/bin/ss"), "It compares with ss(8): install iproute2.");
        var pair = new NetworkPair();
        NetworkPair.Run("ip", "netns", "exec", pair.Left, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.lo.disable_ipv6=0");
        return pair;
    }

    static Process Hold(NetworkPair pair, string host, string[] before)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Screen", "sockets.py");
        var start = new ProcessStartInfo("ip", ["netns", "exec", pair.Left, .. before, "/usr/bin/python3", script, host, Text(Port), Text(Connections), Text(Datagrams)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        Process holder = pair.Keep(Process.Start(start)!);
        holder.StandardOutput.ReadLine().ShouldBe($"ready {holder.Id}");
        return holder;
    }

    static void Tell(Process holder, string line, string answer)
    {
        holder.StandardInput.WriteLine(line);
        holder.StandardOutput.ReadLine().ShouldBe(answer);
    }

    // A row begins with a mark and ends in columns of ports; the holder's port stands in each.
    static List<Row> Listed(IReadOnlyList<string> rows) => [.. rows.Skip(3).Select(Parse).OfType<Row>()];

    static Row? Parse(string line) => RowPattern().Match(line) is { Success: true } match
        ? new Row(line, match.Groups["server"].Value, match.Groups["net"].Value, match.Groups["state"].Value, match.Groups["client"].Value) : null;

    [GeneratedRegex(@"^ [●○◌◇+✕] (?<server>\S+:\d+) +(?<net>tcp|udp)\b.* (?<state>[a-z][a-z0-9-]+) +(?<client>\S+:\d+|-) ", RegexOptions.NonBacktracking)]
    private static partial Regex RowPattern();

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    sealed record Row(string Line, string Server, string Net, string State, string Client)
    {
        internal bool Is(string client, string server) => Server == server && (Client == client || (Client == "-" && client.EndsWith(":*", StringComparison.Ordinal)));
    }
}
