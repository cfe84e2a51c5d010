using System.Text;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Publishes the bytes that it was shown as the kind of a fact.</summary>
sealed class FakeDescriber : IProtocolDescriber
{
    public void Describe(in FlowPrefix prefix, IFactSink facts) => facts.Publish(new OpenFact("test", Encoding.Latin1.GetString(prefix.Bytes), []));
}
