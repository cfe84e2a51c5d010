using System.Collections.Immutable;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decryption;

/// <summary>The plaintext of one flow. One thread adds; any reads.</summary>
sealed class FlowPlaintext
{
    const int MaxPieces = 4096;
    const int MaxMessages = 1024;
    const int MaxMessageBytes = 128 << 10;

    // What a piece or a message takes beside its bytes, and a flow beside them, in bytes: records of one byte must not take a hundred times their share.
    internal const int PieceCost = 96;
    internal const int FlowCost = 384;

    PlaintextPiece[] _pieces = new PlaintextPiece[4];
    volatile DecryptedMessage[] _messages = [];
    int _messageBytes;
    int _count;

    internal int Bytes { get; private set; }

    /// <summary>What is inside; null until it is known. Set once, by the writer.</summary>
    internal string? Protocol { get; set; }

    internal bool TryAdd(PlaintextPiece piece)
    {
        if (_count >= MaxPieces) return false;
        PlaintextPiece[] pieces = _pieces;
        if (_count == pieces.Length) Array.Resize(ref pieces, 2 * _count);
        pieces[_count] = piece;
        Volatile.Write(ref _pieces, pieces);
        Volatile.Write(ref _count, _count + 1);
        Bytes += piece.Bytes.Length;
        return true;
    }

    /// <summary>What it takes of memory, in bytes: all that is held, those of messages too, and what holds them.</summary>
    internal int Cost => Bytes + _messageBytes + (_count + _messages.Length) * PieceCost + FlowCost;

    /// <summary>Keeps a message; false when there are enough. Seldom more than a few dozen, so the array is replaced by a longer one each time.</summary>
    internal bool TryAdd(DecryptedMessage message)
    {
        DecryptedMessage[] messages = _messages;
        if (messages.Length >= MaxMessages || _messageBytes + message.Bytes.Length > MaxMessageBytes) return false;
        _messages = [.. messages, message];
        _messageBytes += message.Bytes.Length;
        return true;
    }

    /// <summary>The messages of a packet.</summary>
    internal IEnumerable<DecryptedMessage> MessagesOf(FlowDirection direction, long time) =>
        _messages.Where(message => message.Direction == direction && message.Time == time);

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

    /// <summary>All pieces up to the last that a packet completed; none when it completed none.</summary>
    internal ImmutableArray<PlaintextPiece> UpTo(FlowDirection direction, long time)
    {
        ImmutableArray<PlaintextPiece> all = Read();
        int last = all.Length - 1;
        while (last >= 0 && (all[last].Direction != direction || all[last].Time.Nanoseconds != time)) last--;
        return all[..(last + 1)];
    }

    // The count is read first: the array is then at least as long.
    internal ImmutableArray<PlaintextPiece> Read()
    {
        int count = Volatile.Read(ref _count);
        return ImmutableArray.Create(Volatile.Read(ref _pieces), 0, count);
    }
}
