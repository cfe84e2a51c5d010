using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace Fixtures.BadDeclarations;

[Protocol("Upper Case", Transports.Tcp)]
public sealed class BadId : Never;

[Protocol("no-transport", Transports.None)]
public sealed class NoTransport : Never;

[Protocol("weak", Transports.Udp, Evidence = Evidence.Weak)]
public sealed class WeakWithoutPorts : Never;

[Protocol("hungry", Transports.Tcp, MaxBytes = 65_536)]
public sealed class TooHungry : Never;

[Protocol("strange", Transports.Tcp, Evidence = (Evidence)9)]
public sealed class UnknownEvidence : Never;

[Protocol("same", Transports.Tcp)]
public sealed class First : Never;

[Protocol("same", Transports.Tcp)]
public sealed class Second : Never;

[Protocol("hidden", Transports.Tcp)]
sealed class NotPublic : Never;

[Protocol("abstract", Transports.Tcp)]
public abstract class NoInstances : Never;

[Protocol("needy", Transports.Tcp)]
public sealed class Needy(string what) : Never
{
    public override string ToString() => what;
}

[Protocol("stranger", Transports.Tcp)]
public sealed class NoClassifier;

[ForProtocol("elsewhere")]
public sealed class ForUnknown : IProtocolDescriber
{
    public void Describe(in FlowPrefix prefix, IFactSink facts) { }
}

public abstract class Never : IProtocolClassifier
{
    public Classification Classify(in FlowPrefix prefix) => Classification.NoMatch;
}
