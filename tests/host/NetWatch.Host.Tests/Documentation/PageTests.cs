using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.Host.Tests.Running;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Host.Tests.Documentation;

/// <summary>What the pages show is what is compiled and run here.</summary>
public sealed class PageTests
{
    static readonly string Here = Folder();
    static readonly string Root = Path.GetFullPath(Path.Combine(Here, "../../../.."));

    [Theory]
    [InlineData("attribution-source.md")]
    [InlineData("capture-source.md")]
    [InlineData("collector.md")]
    [InlineData("exporter.md")]
    [InlineData("protocol.md")]
    [InlineData("tab.md")]
    public void Every_example_of_a_page_is_code_of_this_folder(string page)
    {
        string code = string.Concat(Directory.EnumerateFiles(Here, "*.cs").Select(File.ReadAllText)).ReplaceLineEndings("\n");
        string text = File.ReadAllText(Path.Combine(Root, "docs/extending", page)).ReplaceLineEndings("\n");
        MatchCollection examples = Regex.Matches(text, "```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        examples.ShouldNotBeEmpty();
        foreach (Match example in examples) code.ShouldContain(example.Groups["code"].Value);
    }

    [Theory]
    [InlineData("netwatch.md")]
    [InlineData("doctor.md", "doctor")]
    [InlineData("read.md", "read")]
    [InlineData("capture.md", "capture")]
    public void Every_option_of_the_help_is_on_the_page_of_its_command(string page, params string[] command)
    {
        string text = File.ReadAllText(Path.Combine(Root, "docs/commands", page));
        string shared = File.ReadAllText(Path.Combine(Root, "docs/commands/netwatch.md"));
        foreach (Match option in Regex.Matches(NetWatchProcess.Run([.. command, "--help"]).Output, "^  (-[a-z], )?(?<name>--[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking))
        {
            string name = option.Groups["name"].Value;
            if (name is not ("--help" or "--plugin-dir" or "--safe-mode")) text.ShouldContain(name);
            else if (name != "--help") shared.ShouldContain(name);
        }
    }

    [Fact]
    public void The_describer_of_the_page_tells_the_user_who_was_asked_for()
    {
        FlowAnalysis flow = AnalyzerHarness.For<FingerClassifier>().Run(FingerContractTests.User);
        flow.Facts.ShouldHaveSingleItem().Summary.ShouldBe("query user=ann");
    }

    [Fact]
    public void The_exporter_of_the_page_writes_a_line_for_a_flow()
    {
        using var output = new MemoryStream();
        using (IExportSession session = new CsvExporter().Open(new ExportTarget { Output = output, CaptureName = "x" }))
        {
            session.OnFlow(new FlowRecord
            {
                Id = 1,
                Tuple = new FiveTuple(Transport.Tcp, NetAddress.FromIPv4(1), 1, NetAddress.FromIPv4(2), 79),
                Start = new Timestamp(0),
                End = new Timestamp(0),
                App = "finger",
                BytesToServer = 60,
                Facts = [],
            });
            session.OnEnd(default);
        }

        System.Text.Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings("\n").ShouldBe("1970-01-01T00:00:00.000000000Z,0.0.0.1,0.0.0.2,79,finger,60\n");
    }

    [Fact]
    public void The_source_of_the_page_hands_over_frames_until_it_is_closed()
    {
        var sink = new CountingSink();
        ICaptureSession session = new PulseSource().Open(new CaptureOptions { Interface = "pulse0" });
        session.Poll(sink, 0).ShouldBe(1);
        session.ReadStatistics().Received.ShouldBe(sink.Packets);
        session.Dispose();
        session.Poll(sink, 0).ShouldBe(-1);
        Should.Throw<CaptureException>(() => new PulseSource().Open(new CaptureOptions { Interface = "nope" })).Remedy.ShouldNotBeNull();
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
