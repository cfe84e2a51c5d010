namespace NetWatch.Sdk.Protocols;

/// <summary>
/// A dissector that also shows what its decryptor has opened beside the streams: handshake messages, the frames of packets. Implemented by the class
/// that is the dissector of the encrypted protocol; see <see cref="Decryption.IPlaintextSink.OnMessage"/>.
/// </summary>
public interface IDecryptedDissector : IDissector
{
    /// <summary>Adds the nodes of one message. Screen's thread; must cope with any bytes.</summary>
    /// <param name="kind">What it is, in the decryptor's words.</param>
    /// <param name="number">Its number, or −1.</param>
    /// <param name="bytes">The message.</param>
    /// <param name="tree">Takes the nodes; their ranges have no meaning here.</param>
    void DissectDecrypted(string kind, long number, ReadOnlySpan<byte> bytes, IDetailTree tree);

    /// <summary>One line for the Info column, or null when the message says nothing by itself. Called for each visible row.</summary>
    /// <param name="kind">What it is, in the decryptor's words.</param>
    /// <param name="bytes">The message.</param>
    string? SummarizeDecrypted(string kind, ReadOnlySpan<byte> bytes) => null;
}
