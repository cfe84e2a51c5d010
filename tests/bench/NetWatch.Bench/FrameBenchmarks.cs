using BenchmarkDotNet.Attributes;

namespace NetWatch.Bench;

/// <summary>What a frame at 200×60 costs: drawn by the tab, compared with what is shown, and made bytes for the terminal.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    ShellFrames _frames = null!;

    /// <summary>The tab on the screen.</summary>
    [ParamsSource(nameof(Tabs))]
    public string Tab { get; set; } = "";

    /// <summary>The bundled tabs.</summary>
    public static IEnumerable<string> Tabs => ShellFrames.Tabs();

    [GlobalSetup]
    public void Setup() => _frames = new ShellFrames(Tab);

    /// <summary>Nothing has changed.</summary>
    [Benchmark]
    public int Unchanged() => _frames.Unchanged();

    /// <summary>Every counter and every rate has changed, and with them the order of the rows.</summary>
    [Benchmark]
    public int Changed() => _frames.Changed();
}
