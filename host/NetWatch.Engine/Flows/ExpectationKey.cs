using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>The ends of an expected flow: a five-tuple without the initiator's port, and without the initiator where anybody may come.</summary>
readonly record struct ExpectationKey(Transport Transport, NetAddress Initiator, NetAddress Responder, ushort ResponderPort)
{
    // Those that the compiler makes go through a comparer for each type, which is compiled in each run.
    public override int GetHashCode() => HashCode.Combine((int)Transport, Initiator.GetHashCode(), Responder.GetHashCode(), (int)ResponderPort);

    public bool Equals(ExpectationKey other) =>
        Transport == other.Transport && Initiator == other.Initiator && Responder == other.Responder && ResponderPort == other.ResponderPort;
}
