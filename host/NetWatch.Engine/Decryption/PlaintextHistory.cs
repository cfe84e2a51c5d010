using System.Collections.Concurrent;
using System.Collections.Immutable;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Keeps the beginning of what was decrypted for the screen. One thread writes, any reads: the pieces of a flow are published by their count,
/// and an array that is too short is replaced by a longer one.
/// </summary>
public sealed class PlaintextHistory : IPlaintextListener, IPlaintextHistory
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
    public void OnData(DecryptedLayer layer, in StreamChunk chunk)
    {
        FlowPlaintext flow = Find(layer);
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

        // The count is read first: the array is then at least as long.
        internal ImmutableArray<PlaintextPiece> Read()
        {
            int count = Volatile.Read(ref _count);
            return ImmutableArray.Create(Volatile.Read(ref _pieces), 0, count);
        }
    }
}
