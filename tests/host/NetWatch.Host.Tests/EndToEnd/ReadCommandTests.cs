using System.Text.Json;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary><c>netwatch read</c> from outside: what comes out, what is said, how it ends.</summary>
public sealed class ReadCommandTests : IDisposable
{
    const int Interrupt = 2;
    const int Terminate = 15;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string File(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }

    [Fact]
    public void The_table_has_a_line_for_each_flow_and_says_what_was_in_it()
    {
        var run = NetWatchProcess.Run("read", File("a.pcap", Captures.Http));
        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldBeEmpty();
        run.Lines.Length.ShouldBe(2);
        run.Lines[0].ShouldStartWith("START");
        run.Lines[1].ShouldContain("GET www.example.org/index.html → 200");
    }

    [Fact]
    public void Gzip_and_standard_input_give_what_the_plain_file_gives()
    {
        string expected = NetWatchProcess.Run("read", "-o", "eve", File("a.pcap", Captures.Http)).Output;
        NetWatchProcess.Run("read", "-o", "eve", File("a.pcap.gz", Captures.Gzip(Captures.Http))).Output.ShouldBe(expected);
        using NetWatchProcess process = NetWatchProcess.Start("read", "-o", "eve", "-");
        process.Process.StandardInput.BaseStream.Write(Captures.Http);
        process.Process.StandardInput.Close();
        process.Finish().Output.ShouldBe(expected);
    }

    [Fact]
    public void Every_eve_line_is_an_object_and_the_filter_decides_which_flows_come()
    {
        string file = File("a.pcap", Captures.Http);
        var all = NetWatchProcess.Run("read", "-o", "eve", file);
        all.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event_type").GetString()).ShouldBe(["http", "flow"]);
        NetWatchProcess.Run("read", "-o", "eve", "--filter", "http.hostname:www.example.org", file).Output.ShouldBe(all.Output);
        NetWatchProcess.Run("read", "-o", "eve", "--filter", "app:tls", file).Output.ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_file_is_told_in_one_line_and_does_not_stop_the_others()
    {
        string[] files =
        [
            File("cut.pcap", Captures.Http[..^20]), File("not.pcap", "hello"u8.ToArray()), File("empty.pcap", []), _folder["missing.pcap"], _folder.Path,
            File("whole.pcap", Captures.Http),
        ];
        var run = NetWatchProcess.Run(["read", "-o", "eve", .. files]);
        run.Code.ShouldBe(2);
        run.ErrorLines.Length.ShouldBe(5, run.Error);
        run.ErrorLines.ShouldAllBe(line => line.StartsWith("netwatch: ", StringComparison.Ordinal));
        foreach ((string line, string file) in run.ErrorLines.Zip(files)) line.ShouldContain(Path.GetFileName(file));
        // The exchange before the cut, and all of the whole file.
        run.Lines.Count(line => line.Contains("\"event_type\":\"http\"", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void Out_writes_a_file_for_each_capture_and_nothing_for_one_that_is_missing()
    {
        string target = _folder["out"];
        var run = NetWatchProcess.Run("read", "-o", "eve", "--out", target, File("a.pcap", Captures.Http), File("cut.pcap", Captures.Http[..^20]), _folder["missing.pcap"]);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        Directory.EnumerateFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["a.pcap.ndjson", "cut.pcap.ndjson"]);
    }

    [Fact]
    public void What_a_run_that_was_killed_left_unfinished_is_written_over()
    {
        string whole = NetWatchProcess.Run("read", "-o", "eve", File("a.pcap", Captures.Http)).Output;
        Directory.CreateDirectory(_folder["out"]);
        System.IO.File.WriteAllText(_folder["out/a.pcap.ndjson.partial"], whole + whole);
        NetWatchProcess.Run("read", "-o", "eve", "--out", _folder["out"], _folder["a.pcap"]).Code.ShouldBe(0);
        Directory.EnumerateFiles(_folder["out"]).Select(Path.GetFileName).ShouldBe(["a.pcap.ndjson"]);
        System.IO.File.ReadAllText(_folder["out/a.pcap.ndjson"]).ShouldBe(whole);
    }

    [Fact]
    public void Two_captures_that_would_be_written_to_one_file_are_refused()
    {
        Directory.CreateDirectory(_folder["sub"]);
        var run = NetWatchProcess.Run("read", "--out", _folder["out"], File("a.pcap", Captures.Http), File("sub/a.pcap", Captures.Http));
        run.Code.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("different --out folders");
        Directory.Exists(_folder["out"]).ShouldBeFalse();
    }

    [Fact]
    public void What_cant_be_put_in_its_place_leaves_nothing_half_done()
    {
        Directory.CreateDirectory(_folder["out/a.pcap.ndjson/occupied"]);
        var run = NetWatchProcess.Run("read", "-o", "eve", "--out", _folder["out"], File("a.pcap", Captures.Http));
        run.Code.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("a.pcap.ndjson");
        Directory.EnumerateFileSystemEntries(_folder["out"]).Select(Path.GetFileName).ShouldBe(["a.pcap.ndjson"]);
    }

    [Fact]
    public void A_reader_that_has_enough_ends_it_in_peace()
    {
        using NetWatchProcess process = NetWatchProcess.Start("read", "-o", "eve", File("many.pcap", Captures.Many(4000)));
        process.Process.StandardOutput.ReadLine().ShouldNotBeNull();
        process.Process.StandardOutput.Close();
        string error = process.Process.StandardError.ReadToEnd();
        process.ExitCode().ShouldBe(0, error);
        error.ShouldBeEmpty();
    }

    [LinuxTheory]
    [InlineData("table")]
    [InlineData("summary")]
    [InlineData("eve")]
    [InlineData("json")]
    public void A_full_disk_is_told(string form)
    {
        using NetWatchProcess process = NetWatchProcess.StartThrough("sh", ["-c", "exec \"$@\" > /dev/full", "sh"], "read", "-o", form, File("a.pcap", Captures.Http));
        var run = process.Finish();
        run.Code.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("a.pcap: writing stopped");
    }

    [LinuxTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Stopped_while_nothing_comes_it_ends_and_leaves_no_half_file(string signal)
    {
        using NetWatchProcess process = NetWatchProcess.Start("read", "-o", "eve", "--out", _folder["out"], "-");
        process.Process.StandardInput.BaseStream.Write(Captures.Http);
        process.Process.StandardInput.BaseStream.Flush();
        SpinWait.SpinUntil(() => System.IO.File.Exists(_folder["out/stdin.ndjson.partial"]), TimeSpan.FromMinutes(1)).ShouldBeTrue();
        System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{process.Process.Id}"]).WaitForExit();
        process.ExitCode().ShouldBe(130);
        process.Process.StandardError.ReadToEnd().ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder["out"]).ShouldBeEmpty();
    }

    [LinuxTheory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void A_signal_that_comes_when_all_is_done_changes_nothing(int signal)
    {
        string capture = File("a.pcap", Captures.Http), keys = File("keys.log", "nonsense\n"u8.ToArray());
        for (int i = 0; i < 20; i++)
        {
            using NetWatchProcess process = NetWatchProcess.Start("read", "--keylog", keys, capture);
            // The last that is said; what remains are some milliseconds in which the program leaves.
            process.Process.StandardError.ReadLine().ShouldNotBeNull().ShouldContain("malformed");
            Thread.Sleep(i / 2);
            process.Signal(signal);
            process.ExitCode().ShouldBe(0);
        }
    }

    [Fact]
    public void A_filter_finds_an_exchange_wherever_on_its_connection_it_stands()
    {
        string capture = Path.Combine(Here(), "../../../conformance/NetWatch.Conformance.Tests/Samples/http2.pcap");
        NetWatchProcess.Outcome outcome = NetWatchProcess.Run("read", "-o", "eve", "--filter", "http.path:/missing", capture);
        string[] lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Where(line => line.Contains("\"event_type\":\"http\"", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("/missing");
        lines.Where(line => line.Contains("\"event_type\":\"flow\"", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    static string Here([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
