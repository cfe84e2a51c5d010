using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Mqtt;

/// <summary>SUBSCRIBE or UNSUBSCRIBE (MQTT 5.0 §3.8, §3.10).</summary>
sealed class MqttSubscribe : Fact
{
    internal required bool IsSubscribe { get; init; }

    internal required int MessageId { get; init; }

    internal required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The quality asked for with each topic; empty for UNSUBSCRIBE.</summary>
    internal required IReadOnlyList<int> Qos { get; init; }

    public override string Protocol => "mqtt";

    public override string Kind => IsSubscribe ? "subscribe" : "unsubscribe";

    public override bool IsTransaction => true;

    public override string Summary => $"{(IsSubscribe ? "SUBSCRIBE" : "UNSUBSCRIBE")} {string.Join(", ", Topics)}";

    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject(Kind);
        writer.Number("message_id", MessageId);
        if (!IsSubscribe)
        {
            writer.List("topics", Topics);
            writer.EndObject();
            return;
        }

        writer.BeginArray("topics");
        for (int i = 0; i < Topics.Count; i++)
        {
            writer.BeginObject("");
            writer.Text("topic", Topics[i]);
            writer.Number("qos", Qos[i]);
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
    }
}
