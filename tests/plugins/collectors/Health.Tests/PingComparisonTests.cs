using System.Diagnostics;
using System.Globalization;
using NetWatch.Plugins.Traceroute.Tests;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Collection;

namespace NetWatch.Plugins.Health.Tests;

/// <summary>What it measures in a namespace, beside ping(8) in the same one: over a link as it is, and to a host that answers late and loses some.</summary>
public sealed class PingComparisonTests
{
    const int Calls = 10, Rounds = 6;

    static readonly NetAddress Near = Ip("10.203.1.2"), Far = Ip("10.203.4.2"), Slow = Ip("10.204.0.2");

    static NetAddress Ip(string text) => NetAddress.TryParse(text, out NetAddress address) ? address : throw new ArgumentException(text);

    [RootTheory]
    [InlineData(20, 0), InlineData(100, 0), InlineData(20, 5), InlineData(100, 5)]
    public void To_a_host_that_answers_late_the_median_is_that_of_ping_within_a_tenth(int milliseconds, int lostOfHundred)
    {
        using var chain = new NamespaceChain();
        using SlowNeighbour _ = Neighbour(chain, milliseconds, lostOfHundred);
        Compare(chain, Slow).Ours.ShouldBeGreaterThan(milliseconds);
    }

    [RootFact]
    public void Over_links_as_they_are_the_median_is_that_of_ping_within_a_tenth()
    {
        using var chain = new NamespaceChain();
        Compare(chain, Near);
        Compare(chain, Far);
    }

    [RootTheory]
    [InlineData(5, 0.001, 0.2), InlineData(40, 0.15, 0.65), InlineData(100, 1, 1)]
    public void Loss_is_that_of_the_way(int lostOfHundred, double least, double most)
    {
        using var chain = new NamespaceChain();
        using SlowNeighbour _ = Neighbour(chain, 1, lostOfHundred);
        HealthTarget target = Probe(chain, Slow, Calls * 2);
        target.Loss.ShouldBeInRange(least, most);
    }

    static SlowNeighbour Neighbour(NamespaceChain chain, int milliseconds, int lostOfHundred)
    {
        SlowNeighbour? neighbour = null;
        chain.In(0, () => neighbour = new SlowNeighbour("slow", TimeSpan.FromMilliseconds(milliseconds), lostOfHundred));
        Run("ip", $"-n {chain.Name(0)} addr add 10.204.0.1/24 dev slow");
        Run("ip", $"-n {chain.Name(0)} link set slow up");
        return neighbour!;
    }

    // Both take turns on a machine that may be busy with something else: in one of a few rounds it is not.
    static (double Ours, double Ping) Compare(NamespaceChain chain, NetAddress address)
    {
        var seen = new List<(double Ours, double Ping)>();
        for (int round = 0; round < Rounds; round++)
        {
            // As far apart as our own probes: right behind another the way is warm.
            double ping = MedianOf(Run("ip", $"netns exec {chain.Name(0)} ping -n -c {Calls * 3} -i 0.08 {address}", mayFail: true));
            HealthTarget target = Probe(chain, address, Calls);
            target.Method.ShouldBe(ProbeMethod.Icmp);
            seen.Add((target.Median!.Value.TotalMilliseconds, ping));
            if (Math.Abs(seen[^1].Ours - ping) <= ping / 10) return seen[^1];
        }

        throw new InvalidOperationException($"ours and ping's, in ms: {string.Join(", ", seen)}");
    }

    static HealthTarget Probe(NamespaceChain chain, NetAddress address, int calls)
    {
        HealthSnapshot? last = null;
        chain.In(0, () =>
        {
            var context = new CollectorTestContext();
            context.Published.Set(new NetworkConfigSnapshot { Version = 1, TakenAt = default, Routes = [new Route(default, 0, address, 1) { IsIPv4 = true }] });
            var collector = new HealthCollector(context);
            for (int i = 1; i <= calls; i++)
                last = (HealthSnapshot?)collector.Collect(new CollectionContext { Version = i, Now = default, Time = TimeProvider.System, Cadence = TimeSpan.FromSeconds(5) });
        });
        return last!.Targets.Single(each => each.Role == HealthRole.Gateway);
    }

    static double MedianOf(string output)
    {
        double[] times = [.. output.Split('\n').Where(line => line.Contains(" time=", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(" time=")[1].Split(' ')[0], CultureInfo.InvariantCulture)).Order()];
        times.Length.ShouldBeGreaterThan(Calls, output);
        return times[times.Length / 2];
    }

    static string Run(string program, string arguments, bool mayFail = false)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail) throw new InvalidOperationException($"{program} {arguments}: {error}");
        return output;
    }
}
