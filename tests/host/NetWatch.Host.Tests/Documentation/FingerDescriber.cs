using System.Text;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Tests.Documentation;

[ForProtocol("finger")]
public sealed class FingerDescriber : IProtocolDescriber
{
    public void Describe(in FlowPrefix prefix, IFactSink facts)
    {
        ReadOnlySpan<byte> query = prefix.FromInitiator;
        string user = Encoding.ASCII.GetString(query[..Math.Max(0, query.IndexOf("\r\n"u8))]);
        facts.Publish(new OpenFact("finger", "query", [new("user", user)], isTransaction: true));
    }
}
