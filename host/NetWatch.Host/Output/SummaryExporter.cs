using NetWatch.Sdk.Export;

namespace NetWatch.Host.Output;

/// <summary>What a capture holds, on one page: <c>-o summary</c>.</summary>
sealed class SummaryExporter : IExporter
{
    public IExportSession Open(ExportTarget target) => new SummarySession(target);
}
