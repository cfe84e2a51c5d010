using NetWatch.Sdk.Export;

namespace NetWatch.Host.Output;

/// <summary>Flows as aligned lines for people: <c>-o table</c>.</summary>
sealed class TableExporter : IExporter
{
    public IExportSession Open(ExportTarget target) => new TableSession(target.Output);
}
