namespace NetWatch.Sdk.Decryption;

/// <summary>How the decryption of a flow stands, in a state and one sentence for people. Immutable; any thread.</summary>
/// <param name="State">The state.</param>
/// <param name="Sentence">
/// One sentence without the flow's addresses: <c>No key for this ClientHello.</c>, <c>Joined in the middle: the handshake was not captured.</c>,
/// <c>Decrypted, with a gap at byte 4096 from the server.</c> Constant where possible.
/// </param>
public sealed record DecryptionStatus(DecryptionState State, string Sentence)
{
    /// <summary>
    /// The negotiated version as on the wire, 0 while not known: a TLS version (0x0304), or a QUIC version (0x00000001).
    /// </summary>
    public uint Version { get; init; }

    /// <summary>The negotiated cipher suite (IANA "TLS Cipher Suites"), 0 while not known.</summary>
    public ushort CipherSuite { get; init; }

    /// <summary>Whether any plaintext was handed on: filters call this <c>decrypted:true</c>.</summary>
    public bool HasPlaintext => State is DecryptionState.Decrypted or DecryptionState.Partial;
}
