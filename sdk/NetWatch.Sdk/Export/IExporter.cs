namespace NetWatch.Sdk.Export;

/// <summary>A form in which flows and facts leave the program. Mark the class with <see cref="ExporterAttribute"/>.</summary>
public interface IExporter
{
    /// <summary>Starts an export. Called once for each capture, on the thread that then calls the session.</summary>
    IExportSession Open(ExportTarget target);
}
