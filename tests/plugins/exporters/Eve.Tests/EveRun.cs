using System.Text;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve.Tests;

/// <summary>Flows through the exporter, and the lines that come out.</summary>
static class EveRun
{
    static readonly Timestamp Start = new(1_767_225_600_000_000_000);

    internal static FlowRecord Flow(Transport transport, ushort port, string? app, params IReadOnlyList<Fact> facts) => new()
    {
        Id = 7,
        Tuple = new FiveTuple(transport, NetAddress.FromIPv4(0xC000_0201), 40000, NetAddress.FromIPv4(0xC633_6401), port),
        Start = Start,
        End = new Timestamp(Start.Nanoseconds + 2_000_001_999),
        PacketsToServer = 3,
        PacketsToClient = 2,
        BytesToServer = 300,
        BytesToClient = 2000,
        App = app,
        EndReason = FlowEndReason.Closed,
        Facts = facts,
    };

    internal static string[] Lines(Action<IExportSession> feed)
    {
        using var output = new MemoryStream();
        using (IExportSession session = new EveExporter().Open(new ExportTarget { Output = output, CaptureName = "test.pcap" }))
        {
            feed(session);
            session.OnEnd(default);
        }

        string text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(output.ToArray());
        if (text.Length > 0) text[^1].ShouldBe('\n');
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The transaction as the engine tells it, at two milliseconds.</summary>
    internal static string Transaction(FlowRecord flow, Fact fact) =>
        Lines(session => session.OnFact(flow, fact, new Timestamp(Start.Nanoseconds + 2_000_000))).ShouldHaveSingleItem();

    internal static string FlowLine(FlowRecord flow) => Lines(session => session.OnFlow(flow)).ShouldHaveSingleItem();
}
