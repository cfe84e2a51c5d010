using System.Buffers;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// The first bytes of a flow whose hello is still to tell whether the ring has anything for it: nearly always less than two packets. Used again
/// for other flows.
/// </summary>
sealed class PendingDecryption
{
    // A hello is seldom longer than two packets; a flow that has sent this much without one is decrypted, or not, the usual way.
    const int MaxPieces = 8;
    const int MaxBytes = 12 << 10;

    readonly Piece[] _pieces = new Piece[MaxPieces];
    byte[]? _bytes;
    int _length;

    internal int Rank { get; private set; }

    /// <summary>How many chunks are kept.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether a hello was read for which there are no secrets, and another may follow.</summary>
    internal bool IsRefused { get; private set; }

    internal StreamChunk this[int piece] => new()
    {
        Direction = _pieces[piece].Direction,
        Bytes = _bytes.AsSpan(_pieces[piece].Start, _pieces[piece].Length),
        Time = _pieces[piece].Time,
        Offset = _pieces[piece].Offset,
        IsTruncated = _pieces[piece].IsTruncated,
    };

    internal void Start(int rank) => Rank = rank;

    internal bool TryKeep(in StreamChunk chunk)
    {
        if (Count == MaxPieces || _length + chunk.Bytes.Length > MaxBytes) return false;
        MakeRoom(_length + chunk.Bytes.Length);
        chunk.Bytes.CopyTo(_bytes.AsSpan(_length));
        _pieces[Count++] = new Piece(chunk.Direction, _length, chunk.Bytes.Length, chunk.Time, chunk.Offset, chunk.IsTruncated);
        _length += chunk.Bytes.Length;
        return true;
    }

    // Many flows of one packet may wait at once: each holds no more than it has.
    void MakeRoom(int length)
    {
        if (_bytes?.Length >= length) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(length);
        if (_bytes is not null)
        {
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }

    /// <summary>The hello is not the one: what was kept is of no use.</summary>
    internal void Refuse()
    {
        IsRefused = true;
        Count = _length = 0;
    }

    internal void Reset()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        Count = _length = 0;
        IsRefused = false;
    }

    readonly record struct Piece(FlowDirection Direction, int Start, int Length, Timestamp Time, long Offset, bool IsTruncated);
}
