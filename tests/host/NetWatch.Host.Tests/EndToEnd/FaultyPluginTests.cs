using System.Reflection;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>The whole program with a plugin that does everything wrong: the screen stays, tells what stands still and since when, and can be closed.</summary>
public sealed class FaultyPluginTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static string Plugin => typeof(FaultyPluginTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == "FaultyPlugin").Value!;

    ProgramScreen Start(string harm, string tab = "dashboard")
    {
        File.WriteAllBytes(_folder["a.pcap"], Captures.Http);
        File.WriteAllText(_folder["netwatch.json"], $$"""{ "collectors": { "faulty": { "harm": "{{harm}}" } } }""");
        return new ProgramScreen(110, 40, "-r", _folder["a.pcap"], "--plugin-dir", Plugin, "--config", _folder["netwatch.json"], "--tab", tab);
    }

    static void OthersGoOn(ProgramScreen screen)
    {
        screen.Type("c");
        screen.WaitFor("names");
        screen.WaitFor("current, every 1.0 s");
        screen.Type("c");
        screen.WaitFor("current, every 1.0 s", isThere: false);
        screen.Type("2");
        screen.WaitFor("Connections");
    }

    [LinuxTheory]
    [InlineData("throws", "faulty out "), InlineData("hangs", "faulty stalled "), InlineData("spins", "faulty stalled ")]
    public void A_collector_that_fails_is_named_with_its_time_and_everything_else_goes_on(string harm, string said)
    {
        using ProgramScreen screen = Start(harm);
        screen.WaitFor(said);
        screen.WaitFor(" fault");
        OthersGoOn(screen);
        screen.Type("c");
        screen.WaitFor(" since ");
        screen.Type("c");
        screen.Quit().ShouldBe(0);
    }

    [LinuxTheory]
    [InlineData("allocates"), InlineData("crumbs")]
    public void A_collector_that_takes_all_memory_is_refused_it_and_goes_out(string harm)
    {
        using ProgramScreen screen = Start(harm);
        screen.WaitFor("faulty ");
        screen.Type("c");
        screen.WaitFor("OutOfMemoryException");
        screen.Type("c");
        OthersGoOn(screen);
        screen.Quit().ShouldBe(0);
    }

    [LinuxTheory]
    [InlineData("")]
    public void A_thread_pool_that_is_used_up_keeps_nobody_from_the_screen(string _)
    {
        using ProgramScreen screen = Start("pool", "faulty");
        screen.WaitFor("collected 9");
        OthersGoOn(screen);
        screen.Quit().ShouldBe(0);
    }

    [LinuxTheory]
    [InlineData("")]
    public void Processors_that_others_use_up_stop_neither_collectors_nor_frames(string _)
    {
        using ProgramScreen screen = Start("none", "faulty");
        screen.WaitFor("collected ");
        // Three for each processor: what is left is a quarter of each.
        System.Diagnostics.Process[] others = [.. Enumerable.Range(0, 3 * Environment.ProcessorCount).Select(static _ => System.Diagnostics.Process.Start("timeout", ["60", "sh", "-c", "while :; do :; done"]))];
        try
        {
            for (int i = 0; i < 3; i++)
            {
                long before = Collected(screen);
                SpinWait.SpinUntil(() => Collected(screen) > before + 2, TimeSpan.FromSeconds(50)).ShouldBeTrue(screen.Text());
            }

            OthersGoOn(screen);
        }
        finally
        {
            foreach (System.Diagnostics.Process other in others)
            {
                other.Kill(entireProcessTree: true);
                other.Dispose();
            }
        }

        screen.Quit().ShouldBe(0);
    }

    static long Collected(ProgramScreen screen)
    {
        string text = screen.Text();
        int start = text.IndexOf("collected ", StringComparison.Ordinal) + "collected ".Length, end = text.IndexOf(',', start);
        return long.Parse(text.AsSpan(start, end - start), null);
    }

    [LinuxTheory]
    [InlineData("h", "Draw: it has not come back for 5 s"), InlineData("x", "InvalidDataException in Draw: drawn as wanted")]
    public void A_tab_that_fails_is_replaced_by_what_it_did_and_can_be_tried_again(string key, string said)
    {
        using ProgramScreen screen = Start("none", "faulty");
        screen.WaitFor("collected ");
        screen.Type(key);
        screen.WaitFor(said);
        OthersGoOn(screen);
        screen.Type("\t\t\t\t\t\t");
        screen.Type("\e[Z\e[Z\e[Z\e[Z\e[Z\e[Z");
        screen.Type("!R");
        screen.WaitFor("No plugin has failed");
        screen.Type("!");
        screen.Quit().ShouldBe(0);
    }

    [LinuxTheory]
    [InlineData("")]
    public void An_exporter_that_throws_ends_the_export_with_a_sentence(string _)
    {
        File.WriteAllBytes(_folder["a.pcap"], Captures.Http);
        NetWatchProcess.Outcome outcome = NetWatchProcess.Run("read", "-o", "faulty", "--plugin-dir", Plugin, _folder["a.pcap"]);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("the export failed and was stopped: written as wanted");
        outcome.Error.ShouldContain("faulty: exporter “faulty” threw InvalidDataException");
    }

    [LinuxTheory]
    [InlineData("INT", 130), InlineData("TERM", 143)]
    public void An_exporter_that_hangs_does_not_keep_a_signal_from_ending_the_program(string signal, int code)
    {
        File.WriteAllBytes(_folder["a.pcap"], Captures.Http);
        using NetWatchProcess process = NetWatchProcess.StartThrough("bash", ["-c", "exec \"$@\"", "netwatch"], "read", "-o", "hanging", "--plugin-dir", Plugin, _folder["a.pcap"]);
        process.Process.StandardOutput.ReadLine().ShouldBe("hangs now");
        // The first asks it to end well, the second ends it. One that is sent before the other was taken would be one with it.
        for (int i = 0; i < 2; i++)
        {
            System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{process.Process.Id}"]).WaitForExit();
            SpinWait.SpinUntil(() => !IsPending(process.Process.Id, signal == "INT" ? 2 : 15), TimeSpan.FromSeconds(30)).ShouldBeTrue();
        }

        process.ExitCode().ShouldBe(code);
    }

    // Whether the process has yet to take a signal; one that has ended has not.
    static bool IsPending(int process, int signal)
    {
        try
        {
            string pending = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("ShdPnd:", StringComparison.Ordinal), "0");
            return (Convert.ToUInt64(pending[(pending.IndexOf(':') + 1)..].Trim(), 16) >> (signal - 1) & 1) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
