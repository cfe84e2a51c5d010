using NetWatch.Sdk.Decryption;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// A dissector that also shows a conversation as a whole: what both sides said put together, with fields decoded and bodies decompressed. Implemented by
/// the class that is the dissector of the protocol.
/// </summary>
public interface IConversationDissector : IDissector
{
    /// <summary>
    /// Adds the messages of a flow in the order in which they began. Called on the screen's thread when the user looks at a flow; must cope with any
    /// bytes, with losses, and with a conversation that is still going on.
    /// </summary>
    /// <param name="pieces">What was sent, in the order in which it came, from the first byte on; gaps are pieces too.</param>
    /// <param name="tree">Takes the nodes; their ranges have no meaning here.</param>
    void DissectConversation(IReadOnlyList<PlaintextPiece> pieces, IDetailTree tree);
}
