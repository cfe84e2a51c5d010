using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Mqtt;

/// <summary>Makes the analyzers of MQTT connections.</summary>
[ForProtocol("mqtt")]
public sealed class MqttAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new MqttAnalyzer();
}
