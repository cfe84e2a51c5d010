using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Traceroute.Tests;

/// <summary>Five namespaces in a row, joined by veth: a client, three routers, a server at 10.203.4.2 and fd04::2.</summary>
sealed partial class NamespaceChain : IDisposable
{
    const int NetworkNamespace = 0x40000000;
    const int Nodes = 5;

    readonly string _prefix = $"nwtr{Environment.ProcessId}-";

    internal NamespaceChain()
    {
        try
        {
            Build();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    void Build()
    {
        for (int i = 0; i < Nodes; i++) Ip($"netns add {_prefix}{i}");
        for (int i = 0; i < Nodes - 1; i++)
        {
            Ip($"-n {_prefix}{i} link add right type veth peer name left netns {_prefix}{i + 1}");
            Ip($"-n {_prefix}{i} addr add 10.203.{i + 1}.1/24 dev right");
            Ip($"-n {_prefix}{i + 1} addr add 10.203.{i + 1}.2/24 dev left");
            Ip($"-n {_prefix}{i} addr add fd0{i + 1}::1/64 dev right nodad");
            Ip($"-n {_prefix}{i + 1} addr add fd0{i + 1}::2/64 dev left nodad");
            Ip($"-n {_prefix}{i} link set right up");
            Ip($"-n {_prefix}{i + 1} link set left up");
        }

        for (int i = 0; i < Nodes; i++)
        {
            Ip($"-n {_prefix}{i} link set lo up");
            In(i, () =>
            {
                File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1");
                // Each time-exceeded counts: none is held back in a test of a few hundred milliseconds.
                File.WriteAllText("/proc/sys/net/ipv4/icmp_ratelimit", "0");
                File.WriteAllText("/proc/sys/net/ipv6/icmp/ratelimit", "0");
                File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", "0 2147483647");
            });
            for (int net = 1; net < Nodes; net++)
            {
                if (net > i + 1)
                {
                    Ip($"-n {_prefix}{i} route add 10.203.{net}.0/24 via 10.203.{i + 1}.2");
                    Ip($"-n {_prefix}{i} -6 route add fd0{net}::/64 via fd0{i + 1}::2");
                }
                else if (net < i)
                {
                    Ip($"-n {_prefix}{i} route add 10.203.{net}.0/24 via 10.203.{i}.1");
                    Ip($"-n {_prefix}{i} -6 route add fd0{net}::/64 via fd0{i}::1");
                }
            }
        }
    }

    /// <summary>Runs something on a thread inside one of them.</summary>
    internal void In(int node, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using SafeFileHandle handle = File.OpenHandle($"/run/netns/{_prefix}{node}");
                if (EnterNamespace(handle, NetworkNamespace) != 0) throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                action();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }

    /// <summary>The name of one of them, for <c>ip netns exec</c>.</summary>
    internal string Name(int node) => $"{_prefix}{node}";

    static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ip {arguments}: {error}");
    }

    public void Dispose()
    {
        for (int i = 0; i < Nodes; i++)
        {
            if (File.Exists($"/run/netns/{_prefix}{i}")) Ip($"netns del {_prefix}{i}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int EnterNamespace(SafeFileHandle descriptor, int kind);
}
