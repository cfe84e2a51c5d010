using NetWatch.Sdk.Export;

namespace Fixtures.Good;

public abstract class ExporterBase : IExporter
{
    public abstract IExportSession Open(ExportTarget target);
}
