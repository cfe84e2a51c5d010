using Fixtures.PrivateDep;
using NetWatch.Sdk.Export;

namespace Fixtures.PrivateDepV2;

/// <summary>Writes which version of its private dependency it got.</summary>
[Exporter("private-v2", "txt")]
public sealed class VersionExporter : IExporter
{
    public IExportSession Open(ExportTarget target)
    {
        target.Output.Write(System.Text.Encoding.UTF8.GetBytes(Dependency.Version));
        throw new NotSupportedException("A fixture writes no records.");
    }
}
