namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>What is left of the screen on capture files when it is closed.</summary>
public sealed class ScreenOnFilesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [LinuxTheory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public void A_broken_capture_is_told_on_the_way_out_and_by_the_exit_code(bool isBroken, int exit)
    {
        byte[] capture = Captures.Http;
        File.WriteAllBytes(_folder["a.pcap"], isBroken ? capture[..^3] : capture);
        // The terminal belongs to script(1); what it writes is the screen, and behind it what is told when the screen is gone.
        using var process = NetWatchProcess.StartThrough("bash", ["-c", "script -qec \"$*\" /dev/null", "netwatch"], "-r", _folder["a.pcap"]);
        var screen = new System.Text.StringBuilder();
        var buffer = new char[4096];
        while (!screen.ToString().Contains(isBroken ? "cut short" : "read to the end", StringComparison.Ordinal))
        {
            int read = process.Process.StandardOutput.Read(buffer);
            read.ShouldBeGreaterThan(0, "the program ended before it had read the file");
            screen.Append(buffer, 0, read);
        }

        process.Process.StandardInput.Write('q');
        process.Process.StandardInput.Flush();
        NetWatchProcess.Outcome outcome = process.Finish();
        outcome.Code.ShouldBe(exit);
        outcome.Output.Contains("netwatch: a.pcap: the file is cut short", StringComparison.Ordinal).ShouldBe(isBroken);
    }

    public void Dispose() => _folder.Dispose();
}
