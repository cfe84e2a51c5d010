using NetWatch.Sdk.Export;

namespace NetWatch.Host.Tests.Documentation;

[Exporter("csv", "csv")]
public sealed class CsvExporter : IExporter
{
    public IExportSession Open(ExportTarget target) => new CsvSession(target.Output);
}
