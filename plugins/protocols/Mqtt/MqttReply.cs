using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Mqtt;

/// <summary>CONNACK (MQTT 5.0 §3.2) or DISCONNECT (§3.14): how the server, or either side, answers.</summary>
sealed class MqttReply : Fact
{
    internal required bool IsConnack { get; init; }

    internal required int Code { get; init; }

    internal required int Level { get; init; }

    internal bool IsSessionPresent { get; init; }

    internal ConnectProperties Properties { get; init; } = new();

    public override string Protocol => "mqtt";

    public override string Kind => IsConnack ? "connack" : "disconnect";

    public override bool IsTransaction => true;

    public override string Summary => $"{(IsConnack ? "CONNACK" : "DISCONNECT")} {ReasonCode.Name(Code, Level, IsConnack)}";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject(Kind);
        if (IsConnack) writer.Flag("session_present", IsSessionPresent);
        // As Suricata names them: CONNACK has a return code in all versions.
        writer.Number(IsConnack ? "return_code" : "reason_code", Code);
        writer.Text("reason", ReasonCode.Name(Code, Level, IsConnack));
        writer.Text("assigned_client_id", Properties.AssignedClientId);
        writer.Text("reason_string", Properties.Reason);
        writer.Text("server_reference", Properties.ServerReference);
        if (Properties.ServerKeepAlive >= 0) writer.Number("server_keep_alive", Properties.ServerKeepAlive);
        writer.EndObject();
    }
}
