using System.Diagnostics;

namespace NetWatch.Live.Tests.Network;

/// <summary>Two network namespaces joined by a veth pair: 10.99.0.1 on the left, 10.99.0.2 on the right, IPv4 only.</summary>
public sealed class NetworkPair : IDisposable
{
    static int _made;

    readonly List<Process> _started = [];

    public NetworkPair()
    {
        // A name holds 15 bytes; the process id keeps concurrent runs apart.
        string suffix = $"{Environment.ProcessId}x{Interlocked.Increment(ref _made)}";
        Left = "nwl" + suffix;
        Right = "nwr" + suffix;
        Ip("netns", "add", Left);
        Ip("netns", "add", Right);
        Ip("link", "add", LeftInterface, "netns", Left, "type", "veth", "peer", "name", RightInterface, "netns", Right);
        SetUp(Left, LeftInterface, LeftHardware, LeftAddress);
        SetUp(Right, RightInterface, RightHardware, RightAddress);
        // Who knows its neighbour doesn't ask for it: ARP would mix with the packets that a test counts.
        IpIn(Left, "neigh", "replace", RightAddress, "lladdr", RightHardware, "dev", LeftInterface);
        IpIn(Right, "neigh", "replace", LeftAddress, "lladdr", LeftHardware, "dev", RightInterface);
    }

    public const string LeftInterface = "vl";
    public const string RightInterface = "vr";
    public const string LeftAddress = "10.99.0.1";
    public const string RightAddress = "10.99.0.2";
    public const string LeftHardware = "02:00:00:00:00:01";
    public const string RightHardware = "02:00:00:00:00:02";

    /// <summary>Name of the left namespace.</summary>
    public string Left { get; }

    /// <summary>Name of the right namespace.</summary>
    public string Right { get; }

    /// <summary>Runs ip(8) and fails with its words when it does.</summary>
    public static void Ip(params string[] arguments) => Run("ip", arguments);

    /// <summary>Runs ip(8) inside a namespace.</summary>
    public static void IpIn(string space, params string[] arguments) => Run("ip", ["-n", space, .. arguments]);

    /// <summary>Runs a program to its end and fails with its words when it does.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Hidden(program, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output;
    }

    /// <summary>Starts a program inside a namespace; it is ended with the pair.</summary>
    public Process StartIn(string space, string program, params string[] arguments) =>
        Keep(Process.Start(Hidden("ip", ["netns", "exec", space, program, .. arguments]))!);

    /// <summary>Ends a process with the pair.</summary>
    public Process Keep(Process process)
    {
        _started.Add(process);
        return process;
    }

    /// <summary>
    /// Does something in a namespace: sockets belong to that of the thread that makes them. The thread is its own and ends
    /// afterwards, so nothing else ever runs inside.
    /// </summary>
    public static T In<T>(string space, Func<T> act)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                NamespaceOfThread.Enter(space);
                result = act();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return result;
    }

    /// <summary>Does something in a namespace that gives nothing back.</summary>
    public static void In(string space, Action act) => In(space, () => { act(); return true; });

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
        Ip("netns", "del", Left);
        Ip("netns", "del", Right);
    }

    static void SetUp(string space, string device, string hardware, string address)
    {
        // No router discovery either.
        Run("ip", "netns", "exec", space, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
        IpIn(space, "link", "set", device, "address", hardware);
        IpIn(space, "addr", "add", address + "/24", "dev", device);
        IpIn(space, "link", "set", "lo", "up");
        IpIn(space, "link", "set", device, "up");
    }

    static ProcessStartInfo Hidden(string program, string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };
}
