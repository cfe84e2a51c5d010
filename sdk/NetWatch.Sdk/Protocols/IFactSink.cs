using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols;

/// <summary>Takes the facts of the flow that is being worked on. Valid only during the call it was handed to.</summary>
public interface IFactSink
{
    /// <summary>
    /// Adds a fact to the flow and hands it to whoever listens. The host keeps the first of each kind and a bounded number in
    /// all. Does not throw.
    /// </summary>
    void Publish(Fact fact);

    /// <summary>
    /// The same for a fact that its maker would like to have back, because it makes very many: true if nobody has kept it, so that it may be
    /// changed and published again; false if it has to stay as it is. Does not throw.
    /// </summary>
    bool Lend(Fact fact)
    {
        Publish(fact);
        return false;
    }

    /// <summary>
    /// Announces a flow that the one being worked on has agreed on. The host keeps a bounded number of announcements, the oldest goes first; one
    /// that can't be met (port 0, another transport, no time) is ignored. Does not throw. From a describer it has no effect.
    /// </summary>
    void Expect(ExpectedFlow flow) { }

    /// <summary>
    /// Announces by what a datagram between other ends shows that it goes on with the flow being worked on (a connection that moves to other
    /// addresses). The new flow gets the label and the facts of this one, and its datagrams are decrypted with those of this one. The host keeps
    /// a bounded number of marks, the oldest goes first; one that does not fit the limits of <see cref="FlowMark"/> is ignored. Does not throw.
    /// From a describer it has no effect.
    /// </summary>
    void ExpectMove(in FlowMark mark) { }
}
