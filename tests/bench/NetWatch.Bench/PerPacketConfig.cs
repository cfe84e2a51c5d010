using BenchmarkDotNet.Configs;

namespace NetWatch.Bench;

/// <summary>Adds what a packet costs to the table.</summary>
sealed class PerPacketConfig : ManualConfig
{
    public PerPacketConfig()
    {
        AddColumn(new PerPacketColumn("ns/packet", (report, packets) => report.ResultStatistics!.Mean / packets));
        AddColumn(new PerPacketColumn("packets/s", (report, packets) => packets * 1e9 / report.ResultStatistics!.Mean));
        AddColumn(new PerPacketColumn("B/packet", (report, packets) => (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / (double)packets));
    }
}
