using NetWatch.Engine.Flows;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// One encrypted layer of a flow and what runs inside it: takes the plaintext of its decryptor and hands it to identification, analysis and
/// whoever listens. Belongs to the worker's thread; listeners may read it during their calls.
/// </summary>
public sealed class DecryptedLayer : IPlaintextSink
{
    readonly DecryptionStage _stage;

    internal DecryptedLayer(DecryptionStage stage, int index, FlowContent outer, int rank, bool hasManyStreams)
    {
        _stage = stage;
        (Index, Outer, Rank, HasManyStreams) = (index, outer, rank, hasManyStreams);
    }

    /// <summary>Unique in its worker, from 1.</summary>
    public long Number { get; internal init; }

    /// <summary>Number of the flow, from 1; the same as in rows and packets.</summary>
    public long FlowNumber { get; internal init; }

    /// <summary>The five-tuple of the flow, from the initiator.</summary>
    public FiveTuple Tuple { get; internal init; }

    /// <summary>Id of the encrypted protocol.</summary>
    public string Protocol { get; internal init; } = "";

    /// <summary>Which layer of the flow is encrypted, from 0.</summary>
    public int Depth => Outer.Layer;

    /// <summary>Whether it yields one stream with two directions, and not many.</summary>
    public bool IsOneStream => !HasManyStreams;

    /// <summary>Id of the protocol inside, as far as it is known; null before.</summary>
    public string? InnerProtocol => _stage.InnerProtocol(this);

    /// <summary>How decryption stands; null before the first report.</summary>
    public DecryptionStatus? Status { get; private set; }

    internal IDecryptor Decryptor { get; init; } = null!;

    internal int Index { get; }

    internal FlowContent Outer { get; }

    internal int Rank { get; }

    internal bool HasManyStreams { get; }

    internal bool IsFailed { get; set; }

    internal bool IsWaiting => Status?.State == DecryptionState.AwaitingKey;

    internal string? Alpn { get; private set; }

    /// <summary>The state that it is counted under.</summary>
    internal DecryptionState? Counted { get; set; }

    /// <summary>What is inside, from the first plaintext on.</summary>
    internal FlowContent? Inner { get; set; }

    /// <summary>Time of the packet that is being worked on.</summary>
    internal long Time { get; set; }

    /// <inheritdoc/>
    public void OnData(in StreamChunk chunk)
    {
        if (!chunk.Bytes.IsEmpty) _stage.OnPlaintext(this, chunk);
    }

    /// <inheritdoc/>
    public bool WantsMessages => _stage.Listener?.WantsMessages == true;

    /// <inheritdoc/>
    public void OnMessage(string kind, long number, in StreamChunk chunk) => _stage.Listener?.OnMessage(this, kind, number, chunk);

    /// <inheritdoc/>
    public void OnGap(long streamId, FlowDirection direction, long missingBytes) =>
        _stage.OnPlaintextGap(this, streamId, direction, Math.Max(1, missingBytes));

    /// <inheritdoc/>
    public void OnStreamEnd(long streamId, FlowDirection direction) => _stage.OnStreamEnd(this, streamId, direction);

    /// <inheritdoc/>
    public void OnAlpn(ReadOnlySpan<byte> protocol)
    {
        if (Alpn is null && protocol.Length is > 0 and <= byte.MaxValue) Alpn = _stage.AlpnText(protocol);
    }

    /// <inheritdoc/>
    public void Report(DecryptionStatus status)
    {
        Status = status;
        _stage.OnStatus(this);
    }

    /// <inheritdoc/>
    public void Publish(Fact fact) => _stage.Publish(this, fact);

    /// <inheritdoc/>
    public void ExpectMove(in FlowMark mark) => _stage.ExpectMove(this, mark);
}
