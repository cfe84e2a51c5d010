using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve;

/// <summary>One running export: event records for transactions and handshakes, a flow record for every flow.</summary>
sealed class EveSession(Stream output, bool isLive) : IExportSession
{
    const int FlushAt = 256 << 10;

    readonly JsonLines _json = new();
    readonly EveTime _time = new();

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        if (!fact.IsTransaction) return;
        Begin(flow, fact.Protocol, time);
        _json.BeginObject(fact.Protocol);
        fact.WriteTo(_json);
        _json.EndObject();
        End();
    }

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
        bool hasHandshake = false;
        foreach (Fact fact in flow.Facts) hasHandshake |= !fact.IsTransaction;
        if (!hasHandshake) return;
        Begin(flow, flow.App!, time);
        WriteFacts(flow, withTransactions: false);
        End();
    }

    public void OnFlow(in FlowRecord flow)
    {
        Begin(flow, "flow", flow.End);
        WriteFacts(flow, withTransactions: true);
        WriteCounts(flow);
        if (flow.Tuple.Transport == Transport.Tcp) WriteTcp(flow);
        End();
    }

    void Begin(in FlowRecord flow, string eventType, Timestamp time)
    {
        _json.BeginLine();
        _json.Raw("timestamp", _time.Format(time));
        _json.Number("flow_id", flow.Id);
        _json.Text("event_type", eventType);
        if (flow.VlanId != 0) _json.NumberList("vlan", flow.VlanId);
        _json.Address("src_ip", flow.Tuple.Source);
        if (HasPorts(flow.Tuple.Transport)) _json.Number("src_port", flow.Tuple.SourcePort);
        _json.Address("dest_ip", flow.Tuple.Destination);
        if (HasPorts(flow.Tuple.Transport)) _json.Number("dest_port", flow.Tuple.DestinationPort);
        _json.Text("proto", EveNames.Protocol(flow.Tuple.Transport));
        if (flow.App is null) return;
        // A guess by port is never written where rules look for a fact.
        _json.Text(flow.IsGuess ? "app_proto_guess" : "app_proto", flow.App);
        if (flow.InnerApp is not null) _json.Text("app_proto_inner", flow.InnerApp);
    }

    static bool HasPorts(Transport transport) => transport is Transport.Tcp or Transport.Udp or Transport.Sctp;

    void WriteFacts(in FlowRecord flow, bool withTransactions)
    {
        IReadOnlyList<Fact> facts = flow.Facts;
        for (int i = 0; i < facts.Count; i++)
        {
            if (IsWritten(facts, i, withTransactions) || (facts[i].IsTransaction && !withTransactions)) continue;
            // The facts of one protocol make one object, as EVE has it.
            _json.BeginMerged(facts[i].Protocol);
            for (int j = i; j < facts.Count; j++)
            {
                if (facts[j].Protocol == facts[i].Protocol && (withTransactions || !facts[j].IsTransaction)) facts[j].WriteTo(_json);
            }

            _json.EndMerged();
        }
    }

    static bool IsWritten(IReadOnlyList<Fact> facts, int index, bool withTransactions)
    {
        for (int i = 0; i < index; i++)
        {
            if (facts[i].Protocol == facts[index].Protocol && (withTransactions || !facts[i].IsTransaction)) return true;
        }

        return false;
    }

    void WriteCounts(in FlowRecord flow)
    {
        _json.BeginObject("flow");
        _json.Number("pkts_toserver", flow.PacketsToServer);
        _json.Number("pkts_toclient", flow.PacketsToClient);
        _json.Number("bytes_toserver", flow.BytesToServer);
        _json.Number("bytes_toclient", flow.BytesToClient);
        _json.Raw("start", _time.Format(flow.Start));
        _json.Raw("end", _time.Format(flow.End));
        _json.Number("age", (flow.End.Nanoseconds - flow.Start.Nanoseconds) / Timestamp.NanosecondsPerSecond);
        _json.Text("state", EveNames.State(flow));
        _json.Text("reason", EveNames.Reason(flow.EndReason));
        _json.Flag("alerted", false);
        if (flow.RoundTripTime is { } rtt) _json.Number("rtt_ms", Math.Round(rtt.TotalMilliseconds, 3));
        if (flow.IsTunneled) _json.Flag("tunneled", true);
        if (flow.IsMidStream) _json.Flag("mid_stream", true);
        _json.EndObject();
    }

    void WriteTcp(in FlowRecord flow)
    {
        _json.BeginObject("tcp");
        _json.Hex("tcp_flags", (byte)(flow.TcpFlagsToServer | flow.TcpFlagsToClient));
        _json.Hex("tcp_flags_ts", flow.TcpFlagsToServer);
        _json.Hex("tcp_flags_tc", flow.TcpFlagsToClient);
        int flags = flow.TcpFlagsToServer | flow.TcpFlagsToClient;
        for (int bit = 0; bit < 8; bit++)
        {
            if ((flags & 1 << bit) != 0) _json.Flag(EveNames.TcpFlag(bit), true);
        }

        _json.Text("state", EveNames.Tcp(flow.TcpState));
        if (flow.Retransmissions > 0) _json.Number("retransmissions", flow.Retransmissions);
        if (flow.MissingBytes > 0) _json.Number("missing_bytes", flow.MissingBytes);
        _json.EndObject();
    }

    void End()
    {
        _json.EndLine();
        if (_json.Length >= FlushAt) Flush();
    }

    public void OnEnd(in CaptureTotals totals) => Flush();

    public void Flush()
    {
        if (_json.Length == 0) return;
        output.Write(_json.Bytes);
        _json.Clear();
        if (isLive) output.Flush();
    }

    public void Dispose() => Flush();
}
