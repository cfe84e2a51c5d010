using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Export;

/// <summary>A flow as exporters and filters see it. A copy; the facts are immutable, so all of it may be kept.</summary>
public readonly record struct FlowRecord
{
    /// <summary>Unique in the process, and the same for the same capture on every run.</summary>
    public required long Id { get; init; }

    /// <summary>The five-tuple, from the initiator.</summary>
    public required FiveTuple Tuple { get; init; }

    /// <summary>Time of the first packet.</summary>
    public required Timestamp Start { get; init; }

    /// <summary>Time of the latest packet.</summary>
    public required Timestamp End { get; init; }

    /// <summary>Packets sent by the initiator.</summary>
    public long PacketsToServer { get; init; }

    /// <summary>Packets sent by the responder.</summary>
    public long PacketsToClient { get; init; }

    /// <summary>Bytes on the wire sent by the initiator, link-layer headers included.</summary>
    public long BytesToServer { get; init; }

    /// <summary>Bytes on the wire sent by the responder, link-layer headers included.</summary>
    public long BytesToClient { get; init; }

    /// <summary>The TCP flags seen from the initiator, or-ed (RFC 9293 §3.1; FIN is 1).</summary>
    public byte TcpFlagsToServer { get; init; }

    /// <summary>The TCP flags seen from the responder, or-ed.</summary>
    public byte TcpFlagsToClient { get; init; }

    /// <summary>What the packets say of the connection.</summary>
    public TcpState TcpState { get; init; }

    /// <summary>Segments that brought nothing new.</summary>
    public int Retransmissions { get; init; }

    /// <summary>Bytes that are missing in the reassembled streams.</summary>
    public long MissingBytes { get; init; }

    /// <summary>The protocol id, or null when none was recognised.</summary>
    public string? App { get; init; }

    /// <summary>Whether <see cref="App"/> is only a guess by port; shown with a question mark, never as a fact.</summary>
    public bool IsGuess { get; init; }

    /// <summary>The protocol inside <see cref="App"/> (TLS behind CONNECT), or null.</summary>
    public string? InnerApp { get; init; }

    /// <summary>
    /// All protocols of the flow from the outside in, <see cref="App"/> and <see cref="InnerApp"/> included: <c>http</c>, <c>tls</c>,
    /// <c>http2</c> for HTTP/2 over TLS behind CONNECT. Empty without a label; at most 4.
    /// </summary>
    public IReadOnlyList<string> Apps
    {
        get => field ?? [];
        init;
    }

    /// <summary>How decryption stands; null where no decryptor looks at the flow.</summary>
    public DecryptionStatus? Decryption { get; init; }

    /// <summary>Round-trip time of the handshake, or null when it was not seen.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>The innermost VLAN id of the first packet, or 0.</summary>
    public ushort VlanId { get; init; }

    /// <summary>Whether the flow was found inside a tunnel (GRE, VXLAN, IP in IP, …).</summary>
    public bool IsTunneled { get; init; }

    /// <summary>Whether the flow was joined in the middle.</summary>
    public bool IsMidStream { get; init; }

    /// <summary>The process of the initiator, where it runs on this machine and is known.</summary>
    public SocketOwner? ClientProcess { get; init; }

    /// <summary>The process of the responder, where it runs on this machine and is known.</summary>
    public SocketOwner? ServerProcess { get; init; }

    /// <summary>The process on this machine: that of the initiator, or where only the responder is known, that one.</summary>
    public SocketOwner? Process => ClientProcess ?? ServerProcess;

    /// <summary>Why the record was written.</summary>
    public FlowEndReason EndReason { get; init; }

    /// <summary>
    /// Transactions that followed the one in <see cref="Facts"/>, the newest 64 where the host keeps them (for screens and filters); it may let them go while
    /// the record is held. Any thread.
    /// </summary>
    public IReadOnlyCollection<Fact> Transactions
    {
        get => field ?? [];
        init;
    }

    /// <summary>What was learnt: the first fact of each kind.</summary>
    public IReadOnlyList<Fact> Facts { get; init; }
}
