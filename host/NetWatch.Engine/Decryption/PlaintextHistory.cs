using System.Collections.Concurrent;
using System.Collections.Immutable;
using NetWatch.Engine.Dissection;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Keeps the beginning of what was decrypted for the screen. One thread writes, any reads: the pieces of a flow are published by their count,
/// and an array that is too short is replaced by a longer one.
/// </summary>
public sealed class PlaintextHistory(ProtocolTable? protocols = null, IExtensionFaults? faults = null) : IPlaintextListener, IPlaintextHistory
{
    const int MaxBytesPerFlow = 256 << 10;
    const int MaxPiecesPerFlow = 4096;
    const long MaxBytes = 64L << 20;

    readonly ConcurrentDictionary<long, FlowPlaintext> _flows = new();
    readonly Queue<long> _order = new();
    long _bytes;

    /// <inheritdoc/>
    public ImmutableArray<PlaintextPiece> Read(long flowNumber) => _flows.TryGetValue(flowNumber, out FlowPlaintext? flow) ? flow.Read() : [];

    /// <inheritdoc/>
    public ImmutableArray<DetailNode> Dissect(long flowNumber)
    {
        if (Find(flowNumber, out FlowPlaintext? flow) is not IConversationDissector dissector) return [];
        var tree = new DetailTree(0);
        tree.Map(0, -1);
        try
        {
            dissector.DissectConversation(flow!.Read(), tree);
        }
        catch (Exception error)
        {
            faults?.Report(dissector, error);
            tree.CloseAll();
            tree.Add($"The dissector failed: {error.GetType().Name}.", 0, 0);
        }

        return tree.Nodes();
    }

    IDissector? Find(long flowNumber, out FlowPlaintext? flow)
    {
        if (!_flows.TryGetValue(flowNumber, out flow) || flow.Protocol is not { } id || protocols is null) return null;
        int rank = protocols.Find(id);
        return rank >= 0 && protocols[rank].Dissector is { } dissector && faults?.IsQuarantined(dissector) != true ? dissector : null;
    }

    /// <summary>What a packet brought, by the dissector of the protocol inside; only where there is one stream. False when there is no such dissector.</summary>
    internal bool TryDissect(long flowNumber, FlowDirection direction, long time, DetailTree tree)
    {
        if (Find(flowNumber, out FlowPlaintext? flow) is not { } dissector || !flow!.TryJoin(direction, time, out byte[] bytes, out int start, out bool isFromFirst)) return false;
        try
        {
            dissector.Dissect(Input(bytes, start, isFromFirst, direction), tree);
            return true;
        }
        catch (Exception error)
        {
            faults?.Report(dissector, error);
            return false;
        }
    }

    /// <summary>The same in one line, or null.</summary>
    internal string? Summarize(long flowNumber, FlowDirection direction, long time)
    {
        if (Find(flowNumber, out FlowPlaintext? flow) is not { } dissector || !flow!.TryJoin(direction, time, out byte[] bytes, out int start, out bool isFromFirst)) return null;
        try
        {
            return dissector.Summarize(Input(bytes, start, isFromFirst, direction));
        }
        catch (Exception error)
        {
            faults?.Report(dissector, error);
            return null;
        }
    }

    static DissectionInput Input(byte[] bytes, int start, bool isFromFirst, FlowDirection direction) => new()
    {
        Bytes = bytes,
        PacketStart = start,
        StartsAtFirstByte = isFromFirst,
        Transport = Transport.Tcp,
        Direction = direction,
    };

    /// <inheritdoc/>
    public void OnData(DecryptedLayer layer, in StreamChunk chunk)
    {
        FlowPlaintext flow = Find(layer);
        flow.Protocol ??= layer.InnerProtocol;
        int length = Math.Min(chunk.Bytes.Length, MaxBytesPerFlow - flow.Bytes);
        if (length <= 0 || !flow.TryAdd(new PlaintextPiece(chunk.StreamId, chunk.Direction, chunk.Time, chunk.Bytes[..length].ToArray()))) return;
        _bytes += length;
        while (_bytes > MaxBytes && _order.TryDequeue(out long oldest))
        {
            if (_flows.TryRemove(oldest, out FlowPlaintext? gone)) _bytes -= gone.Bytes;
        }
    }

    /// <inheritdoc/>
    public void OnGap(DecryptedLayer layer, long streamId, FlowDirection direction, long missingBytes) =>
        Find(layer).TryAdd(new PlaintextPiece(streamId, direction, new Timestamp(layer.Time), default, missingBytes));

    /// <inheritdoc/>
    public void OnEnd(DecryptedLayer layer)
    {
        // The flow may still be looked at; it leaves when its room is needed.
        if (_flows.TryGetValue(layer.FlowNumber, out FlowPlaintext? flow)) flow.Protocol ??= layer.InnerProtocol;
    }

    FlowPlaintext Find(DecryptedLayer layer)
    {
        if (_flows.TryGetValue(layer.FlowNumber, out FlowPlaintext? known)) return known;
        _order.Enqueue(layer.FlowNumber);
        return _flows[layer.FlowNumber] = new FlowPlaintext();
    }

    sealed class FlowPlaintext
    {
        PlaintextPiece[] _pieces = new PlaintextPiece[4];
        int _count;

        internal int Bytes { get; private set; }

        /// <summary>What is inside; null until it is known. Set once, by the writer.</summary>
        internal string? Protocol { get; set; }

        internal bool TryAdd(PlaintextPiece piece)
        {
            if (_count >= MaxPiecesPerFlow) return false;
            PlaintextPiece[] pieces = _pieces;
            if (_count == pieces.Length) Array.Resize(ref pieces, 2 * _count);
            pieces[_count] = piece;
            Volatile.Write(ref _pieces, pieces);
            Volatile.Write(ref _count, _count + 1);
            Bytes += piece.Bytes.Length;
            return true;
        }

        /// <summary>
        /// All bytes of a direction without a gap up to those that a packet completed, and where these begin. False when it completed none, or when
        /// there are several streams.
        /// </summary>
        internal bool TryJoin(FlowDirection direction, long time, out byte[] bytes, out int start, out bool isFromFirst)
        {
            (bytes, start, isFromFirst) = ([], -1, true);
            using var run = new MemoryStream();
            foreach (PlaintextPiece piece in Read())
            {
                if (piece.StreamId != 0) return false;
                if (piece.Direction != direction) continue;
                bool isOfPacket = piece.Time.Nanoseconds == time;
                if (start >= 0 && !isOfPacket) break;
                if (piece.MissingBytes > 0)
                {
                    run.SetLength(0);
                    (start, isFromFirst) = (-1, false);
                    continue;
                }

                if (isOfPacket && start < 0) start = (int)run.Length;
                run.Write(piece.Bytes.Span);
            }

            bytes = run.ToArray();
            return start >= 0;
        }

        // The count is read first: the array is then at least as long.
        internal ImmutableArray<PlaintextPiece> Read()
        {
            int count = Volatile.Read(ref _count);
            return ImmutableArray.Create(Volatile.Read(ref _pieces), 0, count);
        }
    }
}
