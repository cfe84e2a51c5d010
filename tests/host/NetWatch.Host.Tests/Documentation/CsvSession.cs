using System.Globalization;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Tests.Documentation;

sealed class CsvSession(Stream output) : IExportSession
{
    readonly StreamWriter _lines = new(output, leaveOpen: true);

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        // Flows are enough here.
    }

    public void OnFlow(in FlowRecord flow) => _lines.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{flow.Start},{flow.Tuple.Source},{flow.Tuple.Destination},{flow.Tuple.DestinationPort},{(flow.IsGuess ? "" : flow.App)},{flow.BytesToServer + flow.BytesToClient}"));

    public void OnEnd(in CaptureTotals totals) => _lines.Flush();

    public void Flush() => _lines.Flush();

    public void Dispose() => _lines.Dispose();
}
