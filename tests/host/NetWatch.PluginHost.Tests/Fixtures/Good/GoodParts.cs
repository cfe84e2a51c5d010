using NetWatch.Sdk.Protocols;

namespace Fixtures.Good;

/// <summary>One class that serves three extension points.</summary>
[ForProtocol("good")]
public sealed class GoodParts : IProtocolDescriber, IFlowAnalyzerFactory, IDissector
{
    public void Describe(in FlowPrefix prefix, IFactSink facts) { }

    public IFlowAnalyzer Create() => throw new NotSupportedException("A fixture analyses nothing.");

    public string? Summarize(in DissectionInput input) => "good";

    public void Dissect(in DissectionInput input, IDetailTree tree) => tree.Add("good", 0, 0);
}
