using System.Globalization;
using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>Runs captures through the whole engine and keeps the HTTP exchanges, one line each, in an order that does not depend on that of the packets.</summary>
sealed class ExchangeLines : IFlowListener, IExtensionFaults
{
    readonly List<(ushort Port, HttpExchange Exchange, string Line)> _exchanges = [];

    internal static IReadOnlyList<string> Of(CaptureSample capture, ProtocolTable protocols, KeyRing? keys = null) =>
        [.. Read(capture, protocols, keys).Select(entry => entry.Line).Order(StringComparer.Ordinal)];

    internal static IReadOnlyList<(ushort Port, HttpExchange Exchange, string Line)> Read(CaptureSample capture, ProtocolTable protocols, KeyRing? keys = null)
    {
        var lines = new ExchangeLines();
        var pipeline = new PacketPipeline(protocols, new EngineOptions(), lines) { Listener = lines, Keys = keys };
        foreach (SamplePacket packet in capture.Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();
        return lines._exchanges;
    }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        if (fact is not HttpExchange exchange) return;
        // In a flow that was joined late either end may pass for the one that opened it; the client's port is the high one here.
        ushort port = Math.Max(flow.Tuple.SourcePort, flow.Tuple.DestinationPort);
        _exchanges.Add((port, exchange, string.Create(CultureInfo.InvariantCulture,
            $"{port} {flow.App}{(flow.InnerApp is null ? "" : "/" + flow.InnerApp)} {exchange.Version} #{exchange.StreamId} {exchange.Method} {exchange.Host}{exchange.Target} "
            + $"{exchange.Status} {exchange.ContentType} {exchange.ContentEncoding} {exchange.RequestBodyBytes}/{exchange.ResponseBodyBytes} ua={exchange.UserAgent} server={exchange.Server}"
            + $"{(exchange.IsPush ? " push" : "")}{(exchange.Upgrade is null ? "" : " upgrade=" + exchange.Upgrade)}{(exchange.StreamError is null ? "" : " error=" + exchange.StreamError)}")));
    }

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
        // Only exchanges are wanted.
    }

    public void OnFlow(in FlowRecord flow)
    {
        // Only exchanges are wanted.
    }

    public void Report(object extension, Exception error) => throw new InvalidOperationException($"{extension} failed.", error);

    public bool IsQuarantined(object extension) => false;

    public int Generation => 0;
}
