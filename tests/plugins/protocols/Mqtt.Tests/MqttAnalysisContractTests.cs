using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Mqtt.Tests;

public sealed class MqttAnalysisContractTests : AnalysisContract<MqttClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => MqttSamples.All;
}
