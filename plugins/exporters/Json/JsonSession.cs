using System.Text.Encodings.Web;
using System.Text.Json;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Json;

/// <summary>One document: the flows as they end, then the totals, so that a long capture needs no memory for it.</summary>
sealed class JsonSession : IExportSession
{
    const int FlushAt = 64 << 10;

    readonly Stream _output;
    readonly Utf8JsonWriter _json;
    readonly FactJson _facts;
    bool _ended;

    internal JsonSession(ExportTarget target)
    {
        _output = target.Output;
        _json = new Utf8JsonWriter(_output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Default });
        _facts = new FactJson(_json);
        _json.WriteStartObject();
        _json.WriteString("capture", target.CaptureName);
        _json.WriteStartArray("flows");
    }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        // The flow carries its facts when it ends; what comes between is not repeated.
    }

    public void OnFlow(in FlowRecord flow)
    {
        _json.WriteStartObject();
        _json.WriteNumber("id", flow.Id);
        _json.WriteString("transport", flow.Tuple.Transport.ToString().ToLowerInvariant());
        WriteEnd("initiator", flow.Tuple.Source, flow.Tuple.SourcePort, flow.PacketsToServer, flow.BytesToServer);
        WriteEnd("responder", flow.Tuple.Destination, flow.Tuple.DestinationPort, flow.PacketsToClient, flow.BytesToClient);
        _json.WriteString("start", flow.Start.ToString());
        _json.WriteString("end", flow.End.ToString());
        _json.WriteString("ended_by", Reason(flow.EndReason));
        if (flow.App is not null) _json.WriteString(flow.IsGuess ? "app_guess" : "app", flow.App);
        if (flow.InnerApp is not null) _json.WriteString("inner_app", flow.InnerApp);
        if (flow.Apps.Count > 2) WriteApps(flow.Apps);
        if (flow.Decryption is { } decryption) WriteDecryption(decryption);
        if (flow.TcpState != TcpState.None) _json.WriteString("tcp_state", flow.TcpState.ToString().ToLowerInvariant());
        if (flow.RoundTripTime is { } rtt) _json.WriteNumber("rtt_ms", Math.Round(rtt.TotalMilliseconds, 3));
        if (flow.Retransmissions > 0) _json.WriteNumber("retransmissions", flow.Retransmissions);
        if (flow.MissingBytes > 0) _json.WriteNumber("missing_bytes", flow.MissingBytes);
        if (flow.VlanId != 0) _json.WriteNumber("vlan", flow.VlanId);
        if (flow.IsTunneled) _json.WriteBoolean("tunneled", true);
        if (flow.IsMidStream) _json.WriteBoolean("mid_stream", true);
        WriteFacts(flow);
        WriteProcess("initiator_process", flow.ClientProcess);
        WriteProcess("responder_process", flow.ServerProcess);
        _json.WriteEndObject();
        if (_json.BytesPending > FlushAt) _json.Flush();
    }

    void WriteApps(IReadOnlyList<string> apps)
    {
        _json.WriteStartArray("apps");
        foreach (string app in apps) _json.WriteStringValue(app);
        _json.WriteEndArray();
    }

    void WriteDecryption(DecryptionStatus decryption)
    {
        _json.WriteStartObject("decryption");
        _json.WriteBoolean("decrypted", decryption.HasPlaintext);
        _json.WriteString("status", decryption.Sentence);
        _json.WriteEndObject();
    }

    static string Reason(FlowEndReason reason) => reason switch
    {
        FlowEndReason.Timeout => "timeout",
        FlowEndReason.Evicted => "evicted",
        FlowEndReason.CaptureEnded => "capture_ended",
        FlowEndReason.Closed => "closed",
        _ => "open",
    };

    void WriteEnd(string name, in NetAddress address, ushort port, long packets, long bytes)
    {
        _json.WriteStartObject(name);
        _json.WriteString("address", address.ToString());
        _json.WriteNumber("port", port);
        _json.WriteNumber("packets", packets);
        _json.WriteNumber("bytes", bytes);
        _json.WriteEndObject();
    }

    void WriteProcess(string name, SocketOwner? owner)
    {
        if (owner is null) return;
        _facts.BeginObject(name);
        ProcessFields.Write(owner, _facts);
        _facts.EndObject();
    }

    void WriteFacts(in FlowRecord flow)
    {
        if (flow.Facts.Count == 0) return;
        _json.WriteStartArray("facts");
        foreach (Fact fact in flow.Facts)
        {
            _json.WriteStartObject();
            _json.WriteString("protocol", fact.Protocol);
            _json.WriteString("kind", fact.Kind);
            _facts.BeginObject("values");
            fact.WriteTo(_facts);
            _facts.EndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    public void OnEnd(in CaptureTotals totals)
    {
        _json.WriteEndArray();
        _json.WriteStartObject("totals");
        _json.WriteNumber("packets", totals.Packets);
        _json.WriteNumber("bytes", totals.Bytes);
        _json.WriteNumber("flows", totals.Flows);
        if (totals.Packets > 0)
        {
            _json.WriteString("first_packet", totals.FirstPacket.ToString());
            _json.WriteString("last_packet", totals.LastPacket.ToString());
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteByte((byte)'\n');
        _ended = true;
    }

    public void Flush() => _json.Flush();

    public void Dispose()
    {
        // An export that was broken off is not closed as if it were whole.
        if (!_ended) _json.Flush();
        _json.Dispose();
    }
}
