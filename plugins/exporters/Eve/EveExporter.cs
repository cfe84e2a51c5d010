using NetWatch.Sdk.Export;

namespace NetWatch.Plugins.Eve;

/// <summary>Writes flows and transactions as Suricata's EVE JSON, one object a line, for the pipelines that already read it.</summary>
[Exporter("eve", "ndjson")]
public sealed class EveExporter : IExporter
{
    /// <inheritdoc/>
    public IExportSession Open(ExportTarget target) => new EveSession(target.Output, target.IsLive);
}
