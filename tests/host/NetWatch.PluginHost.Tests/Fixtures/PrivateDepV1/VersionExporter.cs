using Fixtures.PrivateDep;
using NetWatch.Sdk.Export;

namespace Fixtures.PrivateDepV1;

/// <summary>Writes which version of its private dependency it got.</summary>
[Exporter("private-v1", "txt")]
public sealed class VersionExporter : IExporter
{
    public IExportSession Open(ExportTarget target)
    {
        target.Output.Write(System.Text.Encoding.UTF8.GetBytes(Dependency.Version));
        throw new NotSupportedException("A fixture writes no records.");
    }
}
