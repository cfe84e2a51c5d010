using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

[ForProtocol("greeting")]
public sealed class GreetingAnalyzerFactory : IFlowAnalyzerFactory
{
    public IFlowAnalyzer Create() => new GreetingAnalyzer();
}
