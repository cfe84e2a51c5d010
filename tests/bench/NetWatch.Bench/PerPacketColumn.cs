using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace NetWatch.Bench;

/// <summary>A measure of an operation divided by the packets of its mix.</summary>
sealed class PerPacketColumn(string name, Func<BenchmarkReport, int, double> measure) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => name;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        BenchmarkReport? report = summary[benchmarkCase];
        if (report?.ResultStatistics is null) return "-";
        int packets = PacketBenchmarks.PacketsOf((string)benchmarkCase.Parameters[nameof(PacketBenchmarks.Mix)]);
        return measure(report, packets).ToString("N2", CultureInfo.InvariantCulture);
    }
}
