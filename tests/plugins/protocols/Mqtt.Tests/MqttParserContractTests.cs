using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Mqtt.Tests;

public sealed class MqttParserContractTests : ParserContract<MqttClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => MqttSamples.All;
}
