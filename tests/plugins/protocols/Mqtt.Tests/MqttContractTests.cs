using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Mqtt.Tests;

public sealed class MqttContractTests : ClassifierContract<MqttClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => MqttSamples.All;

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("LDAP", 389, MqttSamples.Client([0x30, 12, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0])),
        FlowSample.Tcp("LDAP that ends", 389, MqttSamples.Client([0x30, 5, 2, 1, 3, 0x42, 0])) with { IsMidStream = true },
        FlowSample.Tcp("LDAP on the port", 1883, MqttSamples.Client([0x30, 12, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0])),
        FlowSample.Tcp("two zero bytes each way", 9000, MqttSamples.Client([0, 0]), MqttSamples.Server([0, 0])),
        FlowSample.Tcp("another name", 1883, MqttSamples.Client(MqttSamples.Connect("MQTX", 4, 2, MqttSamples.Text("a")))),
        FlowSample.Tcp("another level", 1883, MqttSamples.Client(MqttSamples.Connect("MQTT", 9, 2, MqttSamples.Text("a")))),
        FlowSample.Tcp("the reserved flag", 1883, MqttSamples.Client(MqttSamples.Connect("MQTT", 4, 3, MqttSamples.Text("a")))),
        FlowSample.Tcp("TLS", 1883, MqttSamples.Client([0x16, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])),
        FlowSample.Tcp("an acknowledgment off the port", 9000, MqttSamples.Server([0x20, 2, 0, 0])),
        FlowSample.Tcp("one side alone in the middle, off the port", 9000, MqttSamples.Client([0xC0, 0])) with { IsMidStream = true },
        FlowSample.Tcp("a disconnection cut behind its header", 1883, MqttSamples.Client([0xE0, 2]), FlowTurn.Gap(FlowDirection.FromInitiator, 2)),
        FlowSample.Tcp("an acknowledgment cut before its reason", 1883, MqttSamples.Client([0x40, 3, 0, 1]), FlowTurn.Gap(FlowDirection.FromInitiator, 1)),
        FlowSample.Tcp("a length that is not the shortest", 1883, MqttSamples.Client([0xC0, 0x80, 0])),
    ];
}
