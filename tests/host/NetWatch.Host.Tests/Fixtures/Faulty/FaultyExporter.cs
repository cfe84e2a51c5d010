using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace Fixtures.Faulty;

/// <summary>Throws at the first flow.</summary>
[Exporter("faulty", "txt")]
public sealed class FaultyExporter : IExporter
{
    public IExportSession Open(ExportTarget target) => new Session();

    sealed class Session : IExportSession
    {
        public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
        {
        }

        public void OnFlow(in FlowRecord flow) => throw new InvalidDataException("written as wanted");

        public void OnEnd(in CaptureTotals totals)
        {
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
