using NetWatch.Sdk.Export;

namespace NetWatch.Plugins.Json;

/// <summary>Writes a capture as one JSON document: totals, and every flow with all its facts.</summary>
[Exporter("json", "json")]
public sealed class JsonExporter : IExporter
{
    /// <inheritdoc/>
    public IExportSession Open(ExportTarget target) => new JsonSession(target);
}
