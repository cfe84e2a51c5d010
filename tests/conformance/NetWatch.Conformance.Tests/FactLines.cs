using System.Globalization;
using System.Text;
using NetWatch.Engine;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>Runs a capture through the whole engine and writes down all that is learnt of each flow, as golden files hold it.</summary>
sealed class FactLines : IFlowListener, IExtensionFaults
{
    readonly Dictionary<long, StringBuilder> _facts = [];
    readonly List<(Timestamp Start, string Text)> _flows = [];
    readonly List<string> _faults = [];

    internal static string Of(CaptureSample capture, ProtocolTable protocols)
    {
        var lines = new FactLines();
        var pipeline = new PacketPipeline(protocols, new EngineOptions(), lines) { Listener = lines };
        foreach (SamplePacket packet in capture.Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();
        lines._faults.ShouldBeEmpty();
        return string.Join('\n', lines._flows.OrderBy(flow => flow.Start).ThenBy(flow => flow.Text, StringComparer.Ordinal).Select(flow => flow.Text));
    }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        if (!_facts.TryGetValue(flow.Id, out StringBuilder? text)) _facts[flow.Id] = text = new StringBuilder();
        foreach (string line in FactText.Of(fact).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            text.Append(line.Contains('=') ? "    " : "  ").Append(line).Append('\n');
    }

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
        // Facts came one by one.
    }

    public void OnFlow(in FlowRecord flow)
    {
        FiveTuple tuple = flow.Tuple;
        string app = flow.App is null ? "-" : flow.IsGuess ? flow.App + "?" : flow.App;
        string head = string.Create(CultureInfo.InvariantCulture,
            $"{tuple.Transport} {tuple.Source} {tuple.SourcePort} → {tuple.Destination} {tuple.DestinationPort}: {app}\n");
        _flows.Add((flow.Start, head + _facts.GetValueOrDefault(flow.Id)));
        _facts.Remove(flow.Id);
    }

    public void Report(object extension, Exception error) => _faults.Add($"{extension}: {error}");

    public bool IsQuarantined(object extension) => false;

    public int Generation => 0;
}
