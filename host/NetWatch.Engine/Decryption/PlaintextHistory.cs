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
    readonly ConcurrentDictionary<long, FlowPlaintext> _flows = new();
    readonly Queue<long> _order = new();
    long _bytes, _evicted;

    /// <summary>How much of one flow is kept: its beginning.</summary>
    public int MaxBytesPerFlow { get; init; } = 256 << 10;

    /// <summary>How much of all flows is kept, in bytes, what holds them included; the oldest goes first.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Flows whose plaintext made room for that of newer ones. Any thread.</summary>
    public long Evicted => Volatile.Read(ref _evicted);

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
        if (Find(flowNumber, out FlowPlaintext? flow) is not { } dissector) return false;
        try
        {
            if (dissector is IMultiStreamDissector streams && flow!.UpTo(direction, time) is { Length: > 0 } pieces)
            {
                streams.DissectStreams(pieces, direction, new Timestamp(time), tree);
                return true;
            }

            if (!flow!.TryJoin(direction, time, out byte[] bytes, out int start, out bool isFromFirst)) return false;
            dissector.Dissect(Input(bytes, start, isFromFirst, direction), tree);
            return true;
        }
        catch (Exception error)
        {
            faults?.Report(dissector, error);
            return false;
        }
    }

    /// <summary>What a packet brought beside the streams, by the dissector of the encrypted protocol.</summary>
    internal void DissectMessages(long flowNumber, FlowDirection direction, long time, DetailTree tree)
    {
        foreach ((IDecryptedDissector dissector, DecryptedMessage message) in MessagesOf(flowNumber, direction, time))
        {
            try
            {
                dissector.DissectDecrypted(message.Kind, message.Number, message.Bytes, tree);
            }
            catch (Exception error)
            {
                faults?.Report(dissector, error);
            }

            tree.CloseAll();
        }
    }

    /// <summary>The first of them that says something, in one line; or null.</summary>
    internal string? SummarizeMessages(long flowNumber, FlowDirection direction, long time)
    {
        foreach ((IDecryptedDissector dissector, DecryptedMessage message) in MessagesOf(flowNumber, direction, time))
        {
            try
            {
                if (dissector.SummarizeDecrypted(message.Kind, message.Bytes) is { } line) return line;
            }
            catch (Exception error)
            {
                faults?.Report(dissector, error);
            }
        }

        return null;
    }

    IEnumerable<(IDecryptedDissector Dissector, DecryptedMessage Message)> MessagesOf(long flowNumber, FlowDirection direction, long time)
    {
        if (protocols is null || !_flows.TryGetValue(flowNumber, out FlowPlaintext? flow)) yield break;
        foreach (DecryptedMessage message in flow.MessagesOf(direction, time))
        {
            int rank = protocols.Find(message.Protocol);
            if (rank >= 0 && protocols[rank].Dissector is IDecryptedDissector dissector && faults?.IsQuarantined(dissector) != true) yield return (dissector, message);
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
        Account(length + FlowPlaintext.PieceCost);
    }

    /// <inheritdoc/>
    public bool WantsMessages => true;

    /// <inheritdoc/>
    public void OnMessage(DecryptedLayer layer, string kind, long number, in StreamChunk chunk)
    {
        if (Find(layer).TryAdd(new DecryptedMessage(layer.Protocol, kind, number, chunk.Direction, chunk.Time.Nanoseconds, chunk.Bytes.ToArray())))
            Account(chunk.Bytes.Length + FlowPlaintext.PieceCost);
    }

    void Account(int added)
    {
        _bytes += added;
        while (_bytes > MaxBytes && _order.TryDequeue(out long oldest))
        {
            if (!_flows.TryRemove(oldest, out FlowPlaintext? gone)) continue;
            _bytes -= gone.Cost;
            Volatile.Write(ref _evicted, _evicted + 1);
        }
    }

    /// <inheritdoc/>
    public void OnGap(DecryptedLayer layer, long streamId, FlowDirection direction, long missingBytes)
    {
        if (Find(layer).TryAdd(new PlaintextPiece(streamId, direction, new Timestamp(layer.Time), default, missingBytes))) Account(FlowPlaintext.PieceCost);
    }

    /// <inheritdoc/>
    public void OnEnd(DecryptedLayer layer)
    {
        // The flow may still be looked at; it leaves when its room is needed.
        if (_flows.TryGetValue(layer.FlowNumber, out FlowPlaintext? flow)) flow.Protocol ??= layer.InnerProtocol;
    }

    FlowPlaintext Find(DecryptedLayer layer)
    {
        if (_flows.TryGetValue(layer.FlowNumber, out FlowPlaintext? known)) return known;
        var made = new FlowPlaintext();
        _flows[layer.FlowNumber] = made;
        _order.Enqueue(layer.FlowNumber);
        Account(FlowPlaintext.FlowCost);
        return made;
    }
}
