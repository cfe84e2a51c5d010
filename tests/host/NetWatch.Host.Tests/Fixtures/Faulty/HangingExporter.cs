using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace Fixtures.Faulty;

/// <summary>Never comes back from the first flow.</summary>
[Exporter("hanging", "txt")]
public sealed class HangingExporter : IExporter
{
    public IExportSession Open(ExportTarget target) => new Session(target);

    sealed class Session(ExportTarget target) : IExportSession
    {
        public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
        {
        }

        public void OnFlow(in FlowRecord flow)
        {
            target.Output.Write("hangs now\n"u8);
            target.Output.Flush();
            Thread.Sleep(Timeout.Infinite);
        }

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
