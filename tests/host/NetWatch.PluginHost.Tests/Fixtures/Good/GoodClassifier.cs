using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace Fixtures.Good;

[Protocol("good", Transports.Both, Name = "Good protocol", Ports = [7, 4321], Evidence = Evidence.Magic, MaxBytes = 64, Priority = 5)]
public sealed class GoodClassifier : IProtocolClassifier
{
    public Classification Classify(in FlowPrefix prefix) =>
        prefix.Bytes.StartsWith("GOOD"u8) ? Classification.Match() : Classification.NoMatch;
}
