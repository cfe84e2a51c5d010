using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Mqtt.Tests;

public sealed class MqttDissectorTests
{
    [Fact]
    public void Every_packet_of_a_segment_is_shown()
    {
        byte[] bytes = [.. MqttSamples.Publish(2, "a/b", 0, 7, 1, 2), .. MqttSamples.Packet(0x82, [0, 1, .. MqttSamples.Text("x/#"), 1])];
        TreeText.TextsOf(new MqttDissector(), Input(bytes, 0)).ShouldBe(
        [
            "MQTT, PUBLISH a/b (QoS 1)", "  Type: PUBLISH (3)", "  Flags: QoS 1", "  Remaining length: 9", "  Topic: a/b", "  Packet identifier: 7", "  Message (2 bytes)",
            "MQTT, SUBSCRIBE x/#", "  Type: SUBSCRIBE (8)", "  Remaining length: 8", "  Packet identifier: 1", "  Topic filter: x/# (QoS 1)",
        ]);
    }

    [Fact]
    public void A_connect_shows_who_but_not_the_password()
    {
        byte[] bytes = MqttSamples.Current.Turns[0].Bytes.ToArray();
        IReadOnlyList<string> lines = TreeText.TextsOf(new MqttDissector(), Input(bytes, 0));
        lines.ShouldContain("  Client identifier: client-1");
        lines.ShouldContain("  User name: ann");
        lines.ShouldContain("  Password: (not shown)");
        string.Join('\n', lines).ShouldNotContain("hunter");
        new MqttDissector().Summarize(Input(bytes, 0)).ShouldBe("CONNECT client-1 user ann (MQTT 3.1.1)");
    }

    static DissectionInput Input(byte[] bytes, int packetStart) => new()
    {
        Bytes = bytes, PacketStart = packetStart, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromInitiator,
    };
}
