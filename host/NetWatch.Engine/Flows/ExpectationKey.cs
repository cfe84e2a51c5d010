using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>The ends of an expected flow: a five-tuple without the initiator's port, and without the initiator where anybody may come.</summary>
readonly record struct ExpectationKey(Transport Transport, NetAddress Initiator, NetAddress Responder, ushort ResponderPort)
{
    // The one that the compiler makes goes through a comparer for each type, which is compiled in each run.
    public override int GetHashCode() => HashCode.Combine((int)Transport, Initiator.GetHashCode(), Responder.GetHashCode(), (int)ResponderPort);

    public bool Equals(ExpectationKey other) =>
        Transport == other.Transport && Initiator == other.Initiator && Responder == other.Responder && ResponderPort == other.ResponderPort;

    /// <summary>Compares keys in a dictionary.</summary>
    internal sealed class Comparer : IEqualityComparer<ExpectationKey>
    {
        public bool Equals(ExpectationKey x, ExpectationKey y) => x.Equals(y);

        public int GetHashCode(ExpectationKey obj) => obj.GetHashCode();
    }
}
