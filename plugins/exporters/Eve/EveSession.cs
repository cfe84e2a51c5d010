using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Decryption;
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
    readonly FlowHeads _heads = new();

    public bool KeepsFacts => false;

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time)
    {
        if (!fact.IsTransaction) return;
        string protocol = fact.Protocol;
        Begin(flow, protocol, time);
        _json.BeginObject(protocol);
        fact.WriteTo(_json);
        _json.EndObject();
        WriteProcesses(flow);
        End();
    }

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
        bool hasHandshake = false;
        for (int i = 0; i < flow.Facts.Count; i++) hasHandshake |= !flow.Facts[i].IsTransaction;
        if (!hasHandshake) return;
        Begin(flow, flow.App!, time);
        WriteFacts(flow, withTransactions: false);
        WriteProcesses(flow);
        End();
    }

    public void OnFlow(in FlowRecord flow)
    {
        Begin(flow, "flow", flow.End);
        WriteFacts(flow, withTransactions: true);
        if (flow.Apps.Count > 2) _json.List("app_proto_stack", flow.Apps);
        if (flow.Decryption is { } decryption) WriteDecryption(decryption);
        WriteCounts(flow);
        if (flow.Tuple.Transport == Transport.Tcp) WriteTcp(flow);
        WriteProcesses(flow);
        End();
    }

    void WriteDecryption(DecryptionStatus decryption)
    {
        _json.BeginObject("decryption");
        _json.Flag("decrypted", decryption.HasPlaintext);
        _json.Text("status", decryption.Sentence);
        _json.EndObject();
    }

    // The fields that every line has are written with their names as they stand: most of a line is the same on every line.
    void Begin(in FlowRecord flow, string eventType, Timestamp time)
    {
        _json.Literal("{\"timestamp\":\""u8);
        _json.Literal(_time.Format(time));
        _json.BeginLine();
        string? app = flow.App is null ? null : EveNames.App(flow);
        int head = _heads.Find(flow, app);
        if (head != FlowHeads.None)
        {
            _json.Literal(_heads.Before(head));
            _json.Word(eventType);
            _json.Literal(_heads.After(head));
            return;
        }

        int before = _json.Length;
        _json.Literal("\",\"flow_id\":"u8);
        _json.Number(flow.Id);
        _json.Literal(",\"event_type\":"u8);
        int word = _json.Length;
        _json.Word(eventType);
        int after = _json.Length;
        WriteEnds(flow);
        // A guess by port is never written where rules look for a fact.
        if (app is not null) _json.Text(flow.IsGuess ? "app_proto_guess" : "app_proto", app);
        if (app is not null && flow.InnerApp is not null) _json.Text("app_proto_inner", flow.InnerApp);
        // The line of the flow itself is its last.
        if (eventType != "flow") _heads.Keep(flow, app, _json.Bytes[before..word], _json.Bytes[after..]);
    }

    void WriteEnds(in FlowRecord flow)
    {
        if (flow.VlanId != 0) _json.NumberList("vlan", flow.VlanId);
        bool hasPorts = HasPorts(flow.Tuple.Transport);
        _json.Literal(",\"src_ip\":\""u8);
        _json.Address(flow.Tuple.Source);
        if (hasPorts)
        {
            _json.Literal("\",\"src_port\":"u8);
            _json.Number(flow.Tuple.SourcePort);
            _json.Literal(",\"dest_ip\":\""u8);
            _json.Address(flow.Tuple.Destination);
            _json.Literal("\",\"dest_port\":"u8);
            _json.Number(flow.Tuple.DestinationPort);
            _json.Literal(",\"proto\":\""u8);
        }
        else
        {
            _json.Literal("\",\"dest_ip\":\""u8);
            _json.Address(flow.Tuple.Destination);
            _json.Literal("\",\"proto\":\""u8);
        }

        _json.Literal(EveNames.Protocol(flow.Tuple.Transport));
        _json.Literal("\""u8);
    }

    static bool HasPorts(Transport transport) => transport is Transport.Tcp or Transport.Udp or Transport.Sctp;

    void WriteFacts(in FlowRecord flow, bool withTransactions)
    {
        if (flow.Facts.Count == 0) return;
        // The host hands out arrays; through the interface each look at one is a call.
        ReadOnlySpan<Fact> facts = flow.Facts is Fact[] array ? array : [.. flow.Facts];
        for (int i = 0; i < facts.Length; i++)
        {
            string protocol = facts[i].Protocol;
            if (!IsWanted(facts[i], withTransactions) || IsWritten(facts[..i], protocol, withTransactions)) continue;
            if (!IsThere(facts[(i + 1)..], protocol))
            {
                _json.BeginObject(protocol);
                facts[i].WriteTo(_json);
                _json.EndObject();
                continue;
            }

            // The facts of one protocol make one object, as EVE has it.
            _json.BeginMerged(protocol);
            foreach (Fact fact in facts[i..])
            {
                if (fact.Protocol == protocol && IsWanted(fact, withTransactions)) fact.WriteTo(_json);
            }

            _json.EndMerged();
        }
    }

    static bool IsThere(ReadOnlySpan<Fact> facts, string protocol)
    {
        foreach (Fact fact in facts)
        {
            if (fact.Protocol == protocol) return true;
        }

        return false;
    }

    static bool IsWanted(Fact fact, bool withTransactions) => withTransactions || !fact.IsTransaction;

    static bool IsWritten(ReadOnlySpan<Fact> before, string protocol, bool withTransactions)
    {
        foreach (Fact fact in before)
        {
            if (fact.Protocol == protocol && IsWanted(fact, withTransactions)) return true;
        }

        return false;
    }

    void WriteCounts(in FlowRecord flow)
    {
        _json.Literal(",\"flow\":{\"pkts_toserver\":"u8);
        _json.Number(flow.PacketsToServer);
        _json.Literal(",\"pkts_toclient\":"u8);
        _json.Number(flow.PacketsToClient);
        _json.Literal(",\"bytes_toserver\":"u8);
        _json.Number(flow.BytesToServer);
        _json.Literal(",\"bytes_toclient\":"u8);
        _json.Number(flow.BytesToClient);
        _json.Literal(",\"start\":\""u8);
        _json.Literal(_time.Format(flow.Start));
        _json.Literal("\",\"end\":\""u8);
        _json.Literal(_time.Format(flow.End));
        _json.Literal("\",\"age\":"u8);
        _json.Number((flow.End.Nanoseconds - flow.Start.Nanoseconds) / Timestamp.NanosecondsPerSecond);
        _json.Literal(",\"state\":\""u8);
        _json.Literal(EveNames.State(flow));
        _json.Literal("\",\"reason\":\""u8);
        _json.Literal(EveNames.Reason(flow.EndReason));
        _json.Literal("\",\"alerted\":false"u8);
        if (flow.RoundTripTime is { } rtt) _json.Number("rtt_ms", Math.Round(rtt.TotalMilliseconds, 3));
        if (flow.IsTunneled) _json.Flag("tunneled", true);
        if (flow.IsMidStream) _json.Flag("mid_stream", true);
        _json.Literal("}"u8);
    }

    void WriteTcp(in FlowRecord flow)
    {
        int flags = flow.TcpFlagsToServer | flow.TcpFlagsToClient;
        _json.Literal(",\"tcp\":{\"tcp_flags\":\""u8);
        _json.Hex((byte)flags);
        _json.Literal("\",\"tcp_flags_ts\":\""u8);
        _json.Hex(flow.TcpFlagsToServer);
        _json.Literal("\",\"tcp_flags_tc\":\""u8);
        _json.Hex(flow.TcpFlagsToClient);
        _json.Literal("\""u8);
        for (int bit = 0; bit < 8; bit++)
        {
            if ((flags & 1 << bit) != 0) _json.Literal(EveNames.TcpFlag(bit));
        }

        _json.Literal(",\"state\":\""u8);
        _json.Literal(EveNames.Tcp(flow.TcpState));
        _json.Literal("\""u8);
        if (flow.Retransmissions > 0) _json.Number("retransmissions", flow.Retransmissions);
        if (flow.MissingBytes > 0) _json.Number("missing_bytes", flow.MissingBytes);
        _json.Literal("}"u8);
    }

    // With both ends on this machine the initiator's process stands where rules look for one.
    void WriteProcesses(in FlowRecord flow)
    {
        if (flow.Process is not { } process) return;
        bool isClient = flow.ClientProcess is not null;
        WriteProcess("process", process, isClient ? "client" : "server");
        if (isClient && flow.ServerProcess is { } server) WriteProcess("process_server", server, "server");
    }

    void WriteProcess(string name, SocketOwner owner, string side)
    {
        _json.BeginObject(name);
        ProcessFields.Write(owner, _json);
        _json.Text("side", side);
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
