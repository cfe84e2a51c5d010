using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Mqtt;

/// <summary>The first PUBLISH to a topic in a direction (MQTT 5.0 §3.3); those that follow are only counted. The message is not kept.</summary>
sealed class MqttPublish : Fact
{
    internal required FixedHeader Header { get; init; }

    internal required string Topic { get; init; }

    internal required bool IsFromClient { get; init; }

    /// <summary>Bytes of the application message.</summary>
    internal required int MessageBytes { get; init; }

    internal string? ContentType { get; init; }

    public override string Protocol => "mqtt";

    public override string Kind => "publish";

    public override bool IsTransaction => true;

    public override string Summary => $"PUBLISH {Topic} ({MessageBytes} bytes, QoS {Header.Qos})";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject("publish");
        writer.Number("qos", Header.Qos);
        writer.Flag("retain", Header.IsRetained);
        writer.Flag("dup", Header.IsDuplicate);
        writer.Text("topic", Topic);
        writer.Text("direction", IsFromClient ? "to_server" : "to_client");
        writer.Number("message_length", MessageBytes);
        writer.Text("content_type", ContentType);
        writer.EndObject();
    }
}
