using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// A dissector of a protocol on many decrypted streams (HTTP/3): what a packet brought lies in several of them, and reads only with what came before.
/// Implemented by the class that is the dissector of the protocol.
/// </summary>
public interface IMultiStreamDissector : IDissector
{
    /// <summary>Adds the nodes of what a packet completed. Screen's thread, when the selection changes; must cope with any bytes and with losses.</summary>
    /// <param name="pieces">What was sent, in the order in which it came, up to what the packet completed.</param>
    /// <param name="direction">Who sent the packet.</param>
    /// <param name="time">Its time: pieces of that direction and time are the packet's.</param>
    /// <param name="tree">Takes the nodes; their ranges have no meaning here.</param>
    void DissectStreams(IReadOnlyList<PlaintextPiece> pieces, FlowDirection direction, Timestamp time, IDetailTree tree);
}
