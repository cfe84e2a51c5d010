using NetWatch.Engine;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>Runs captures through the whole engine and keeps what it says of TCP and UDP flows that carried a known protocol.</summary>
sealed class Outcomes : IFlowListener, IExtensionFaults
{
    readonly SortedSet<FlowOutcome> _flows = new(Comparer<FlowOutcome>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString())));
    readonly List<FlowRecord> _records = [];
    readonly List<string> _faults = [];

    /// <summary>The labels of the first flow of a capture from the outside in, joined by slashes; empty without one.</summary>
    internal static string LabelsOf(CaptureSample capture, ProtocolTable protocols)
    {
        Outcomes outcomes = Run(capture, protocols);
        return outcomes._records.Count == 0 || outcomes._records[0].IsGuess ? "" : string.Join('/', outcomes._records[0].Apps);
    }

    internal static IReadOnlyList<FlowOutcome> Of(CaptureSample capture, ProtocolTable protocols)
    {
        return [.. Run(capture, protocols)._flows];
    }

    static Outcomes Run(CaptureSample capture, ProtocolTable protocols)
    {
        var outcomes = new Outcomes();
        var pipeline = new PacketPipeline(protocols, new EngineOptions(), outcomes) { Listener = outcomes };
        foreach (SamplePacket packet in capture.Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();
        outcomes._faults.ShouldBeEmpty();
        return outcomes;
    }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        // The flow has its facts when it ends.
    }

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
        // As above.
    }

    public void OnFlow(in FlowRecord flow)
    {
        _records.Add(flow);
        if (flow.App is null || flow.IsGuess) return;
        string first = $"{flow.Tuple.Source}:{flow.Tuple.SourcePort}", second = $"{flow.Tuple.Destination}:{flow.Tuple.DestinationPort}";
        string ends = $"{flow.Tuple.Transport} {(string.CompareOrdinal(first, second) < 0 ? first + " " + second : second + " " + first)}";
        string names = string.Join(' ', flow.Facts.Select(fact => fact.ServerName).OfType<string>());
        _flows.Add(new FlowOutcome(ends, flow.App, names, flow.Facts.OfType<TlsClientHello>().FirstOrDefault()?.Ja4 ?? ""));
    }

    public void Report(object extension, Exception error) => _faults.Add($"{extension}: {error}");

    public bool IsQuarantined(object extension) => false;

    public int Generation => 0;
}
