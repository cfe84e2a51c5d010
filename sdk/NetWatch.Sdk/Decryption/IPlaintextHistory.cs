using System.Collections.Immutable;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Decryption;

/// <summary>
/// What was decrypted lately, for the screen: the first 256 KiB of each flow, of the newest flows in a bounded number of bytes. Written by the
/// packet thread; read from any other without locks.
/// </summary>
public interface IPlaintextHistory
{
    /// <summary>
    /// The plaintext of a flow so far, in the order in which it came; empty when nothing was decrypted or it is no longer held. Made on
    /// every call: meant for what is looked at.
    /// </summary>
    /// <param name="flowNumber">The number that rows and packets carry.</param>
    ImmutableArray<PlaintextPiece> Read(long flowNumber);

    /// <summary>
    /// The same as the protocol inside reads it: messages with their fields, and bodies decoded. Empty where no plugin shows conversations of that
    /// protocol (<see cref="IConversationDissector"/>). Made on every call; screen's thread.
    /// </summary>
    /// <param name="flowNumber">The number that rows and packets carry.</param>
    ImmutableArray<DetailNode> Dissect(long flowNumber) => [];
}
