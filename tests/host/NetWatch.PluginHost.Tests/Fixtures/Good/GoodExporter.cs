using NetWatch.Sdk.Export;

namespace Fixtures.Good;

/// <summary>Inherits its interface from a base class of the same assembly.</summary>
[Exporter("good", "good")]
public sealed class GoodExporter : ExporterBase
{
    public override IExportSession Open(ExportTarget target) => throw new InvalidOperationException("good \u001b[31mexporter");
}
