using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NetWatch.Live.Tests.Network;

namespace NetWatch.Live.Tests.Attribution;

/// <summary>
/// Every short connection is a row with the right process at either end. What is right is told by the programs themselves. They are python3 scripts
/// in two namespaces; netwatch captures in that of the client.
/// </summary>
public sealed class AttributionLiveTests
{
    const int Count = 500, Port = 28080;
    const string IPv6Left = "fd99::1", IPv6Right = "fd99::2";

    [RootFact]
    public void Connections_of_one_process() => Check("tcp", "tcp-server", NetworkPair.RightAddress);

    [RootFact]
    public void Connections_of_one_process_over_IPv6() => Check("tcp", "tcp-server", IPv6Right);

    [RootFact]
    public void Connections_of_as_many_processes() => Check("tcp-forks", "tcp-server", NetworkPair.RightAddress);

    [RootFact]
    public void Connections_of_as_many_processes_over_IPv6() => Check("tcp-forks", "tcp-server", IPv6Right);

    [RootFact]
    public void Connections_that_are_accepted_and_closed_without_a_byte() => Check("mute", "mute-server", NetworkPair.RightAddress);

    [RootFact]
    public void Connections_that_a_child_inherits_and_closes_without_a_byte() => Check("mute", "inherit-server", NetworkPair.RightAddress);

    [RootFact]
    public void Datagrams_of_sockets_without_a_peer() => Check("udp", "udp-server", NetworkPair.RightAddress);

    [RootFact]
    public void Datagrams_of_sockets_without_a_peer_over_IPv6() => Check("udp", "udp-server", IPv6Right);

    [RootFact]
    public void Datagrams_of_connected_sockets() => Check("udp-connected", "udp-server", NetworkPair.RightAddress);

    [RootFact]
    public void Datagrams_of_connected_sockets_over_IPv6() => Check("udp-connected", "udp-server", IPv6Right);

    [RootFact]
    public void Datagrams_to_a_server_that_is_bound_to_no_address() => Check("udp", "udp-server", NetworkPair.RightAddress, boundTo: "0.0.0.0");

    [RootFact]
    public void Connections_that_are_refused()
    {
        using NetworkPair pair = Pair();
        using var capture = new Capture(pair.Left, NetworkPair.LeftInterface, $"port:{Port}");
        ILookup<int, int> truth = Client(pair, "refused", NetworkPair.RightAddress);
        Verify(capture, truth, server: null);
    }

    [RootFact]
    public void Both_ends_on_the_loopback_interface()
    {
        using NetworkPair pair = Pair();
        using var capture = new Capture(pair.Left, "lo", $"port:{Port}");
        int server = Server(pair, pair.Left, "tcp-server", "127.0.0.1");
        ILookup<int, int> truth = Client(pair, "tcp", "127.0.0.1");
        Verify(capture, truth, server);
    }

    [RootFact]
    public void Connections_that_are_reset_while_their_server_reads()
    {
        const int Connections = 40_000;
        using NetworkPair pair = Pair();
        using var capture = new Capture(pair.Left, "lo", $"port:{Port}");
        ResetConnections.Make(pair.Left, Port, Connections);
        IReadOnlyList<JsonElement> flows = capture.Finish();
        capture.Said.ShouldNotContain("events of sockets were lost");
        flows.Count.ShouldBeGreaterThanOrEqualTo(Connections);
        List<string> faults = [.. flows.Where(static flow => Evidence(flow, "process") != "exact" || Evidence(flow, "process_server") != "exact").Select(static flow => flow.ToString())];
        faults.Take(3).ShouldBeEmpty($"{faults.Count} of {flows.Count}");
    }

    static string? Evidence(JsonElement flow, string name) =>
        flow.TryGetProperty(name, out JsonElement process) && process.GetProperty("pid").GetInt32() == Environment.ProcessId ? process.GetProperty("evidence").GetString() : null;

    [RootFact]
    public void Without_the_rights_for_kernel_events_it_says_what_root_would_add()
    {
        LiveTest.Require(File.Exists("/usr/bin/setpriv"), "It takes rights away with setpriv(1): install util-linux.");
        using NetworkPair pair = Pair();
        string[] without = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=+net_raw", "--ambient-caps=+net_raw", "--bounding-set=-all,+net_raw", "env", "HOME=/tmp"];
        using var capture = new Capture(pair.Left, NetworkPair.LeftInterface, $"port:{Port}", without);
        capture.Finish();
        capture.Said.ShouldContain("root");
        capture.Said.ShouldContain("sockdiag");
        capture.Said.ShouldNotContain("ebpf");
    }

    static void Check(string client, string server, string host, string? boundTo = null)
    {
        using NetworkPair pair = Pair();
        using var capture = new Capture(pair.Left, NetworkPair.LeftInterface, $"port:{Port}");
        int pid = Server(pair, pair.Right, server, boundTo ?? host);
        ILookup<int, int> truth = Client(pair, client, host);
        Verify(capture, truth, pid);
    }

    static NetworkPair Pair()
    {
        LiveTest.Require(File.Exists("/usr/bin/python3"), "The peers are python3 scripts: install python3.");
        LiveTest.Require(File.Exists("/sys/kernel/btf/vmlinux"), "This kernel does not describe its types (CONFIG_DEBUG_INFO_BTF).");
        var pair = new NetworkPair();
        AddIPv6(pair.Left, NetworkPair.LeftInterface, IPv6Left);
        AddIPv6(pair.Right, NetworkPair.RightInterface, IPv6Right);
        return pair;
    }

    static void AddIPv6(string space, string device, string address)
    {
        NetworkPair.Run("ip", "netns", "exec", space, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=0");
        NetworkPair.IpIn(space, "addr", "add", address + "/64", "dev", device, "nodad");
    }

    static int Server(NetworkPair pair, string space, string mode, string host)
    {
        Process server = pair.StartIn(space, "/usr/bin/python3", Script, mode, host, Text(Port));
        string ready = server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start: " + server.StandardError.ReadToEnd());
        return int.Parse(ready.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    // Pids by local port: a port may be used again.
    static ILookup<int, int> Client(NetworkPair pair, string mode, string host) =>
        NetworkPair.Run("ip", "netns", "exec", pair.Left, "/usr/bin/python3", Script, mode, host, Text(Port), Text(Count))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' '))
            .ToLookup(static fields => int.Parse(fields[1], CultureInfo.InvariantCulture), static fields => int.Parse(fields[0], CultureInfo.InvariantCulture));

    static void Verify(Capture capture, ILookup<int, int> truth, int? server)
    {
        IReadOnlyList<JsonElement> flows = capture.Finish();
        capture.Said.ShouldNotContain("lost");
        // Two datagrams from one port within a moment are one flow.
        flows.Count.ShouldBeGreaterThanOrEqualTo(truth.Count);
        var faults = new List<string>();
        foreach (JsonElement flow in flows)
        {
            if (!truth[flow.GetProperty("src_port").GetInt32()].Contains(PidOf(flow, "process"))) faults.Add("client: " + flow);
            if (server is { } pid && PidOf(flow, "process_server") != pid) faults.Add("server: " + flow);
        }

        faults.Take(3).ShouldBeEmpty($"{faults.Count} of {flows.Count}");
    }

    static int PidOf(JsonElement flow, string name)
    {
        if (!flow.TryGetProperty(name, out JsonElement process)) return 0;
        process.GetProperty("evidence").GetString().ShouldBe("exact");
        process.GetProperty("exe").GetString().ShouldNotBeNull().ShouldContain("python3");
        return process.GetProperty("pid").GetInt32();
    }

    static string Script => Path.Combine(AppContext.BaseDirectory, "Attribution", "peers.py");

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
