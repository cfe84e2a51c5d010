using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// What is known of a flow while it has no label. On a stream (TCP) each direction holds all its bytes from the first on, in
/// order. On datagrams (UDP) a direction holds its latest datagram. Lives only during the call; nothing of it may be kept.
/// </summary>
public readonly ref struct FlowPrefix
{
    /// <summary>The transport: <see cref="Transport.Tcp"/> or <see cref="Transport.Udp"/>.</summary>
    public required Transport Transport { get; init; }

    /// <summary>Address of the initiator.</summary>
    public NetAddress InitiatorAddress { get; init; }

    /// <summary>Address of the responder.</summary>
    public NetAddress ResponderAddress { get; init; }

    /// <summary>Port of the initiator.</summary>
    public required ushort InitiatorPort { get; init; }

    /// <summary>Port of the responder.</summary>
    public required ushort ResponderPort { get; init; }

    /// <summary>The direction that has just grown.</summary>
    public required FlowDirection Direction { get; init; }

    /// <summary>Bytes of the direction that has just grown; never empty.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Bytes of the other direction; empty when it has said nothing yet.</summary>
    public ReadOnlySpan<byte> Opposite { get; init; }

    /// <summary>
    /// The capture cut <see cref="Bytes"/> short, or a gap follows them: what is missing will never come. Truncated is not
    /// malformed; answer with what is there.
    /// </summary>
    public bool IsTruncated { get; init; }

    /// <summary>The flow was joined in the middle: the first byte of <see cref="Bytes"/> is not the first that was sent.</summary>
    public bool IsMidStream { get; init; }

    /// <summary>Which datagram of its direction this is, from 0; 0 on streams.</summary>
    public int DatagramIndex { get; init; }

    /// <summary>
    /// Inside a decrypted layer: the protocol that its ends agreed on by ALPN (RFC 7301), for instance <c>h2</c>; null where there was none.
    /// A hint, not a proof: anyone may announce anything.
    /// </summary>
    public string? Alpn { get; init; }

    /// <summary>What the initiator has said.</summary>
    public ReadOnlySpan<byte> FromInitiator => Direction == FlowDirection.FromInitiator ? Bytes : Opposite;

    /// <summary>What the responder has said.</summary>
    public ReadOnlySpan<byte> FromResponder => Direction == FlowDirection.FromResponder ? Bytes : Opposite;

    /// <summary>Whether either end uses the given port.</summary>
    public bool HasPort(ushort port) => InitiatorPort == port || ResponderPort == port;
}
