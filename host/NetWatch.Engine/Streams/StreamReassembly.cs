using System.Buffers;

namespace NetWatch.Engine.Streams;

/// <summary>
/// One direction of a TCP connection put in order (RFC 9293 §3.4). Segments that come in order pass through without a copy;
/// what comes early waits in pooled buffers. Where segments overlap, the bytes that came first stand. Lies within its flow's content:
/// handle it by reference.
/// </summary>
struct StreamReassembly
{
    /// <summary>The largest window that TCP can have (RFC 7323 §2.3). What lies further away is not of this stream.</summary>
    internal const int MaxWindow = 1 << 30;

    // Made when the first segment must wait; few streams ever need it.
    List<HeldSegment>? _held;

    /// <summary>The sequence number that is expected next; meaningful once <see cref="IsStarted"/>.</summary>
    internal uint Next { get; private set; }

    internal bool IsStarted { get; private set; }

    /// <summary>Bytes handed on or passed over so far.</summary>
    internal long Offset { get; set; }

    /// <summary>The highest acknowledgment of the other side.</summary>
    internal uint Acknowledged { get; private set; }

    internal bool HasAcknowledgment { get; private set; }

    /// <summary>The lowest sequence number that is held; something must be.</summary>
    internal readonly uint FirstHeldSequence => _held![0].Sequence;

    internal int HeldBytes { get; private set; }

    internal readonly bool IsHolding => HeldCount > 0;

    /// <summary>Sequence number of the FIN, behind the last byte; meaningful when <see cref="HasFin"/>.</summary>
    internal uint FinSequence { get; private set; }

    internal bool HasFin { get; private set; }

    internal readonly int HeldCount => _held is null ? 0 : _held.Count;

    /// <summary>Packets of the flow since the stream has waited without moving on.</summary>
    internal int PacketsSinceHeld { get; set; }

    /// <summary>Since when the stream has waited without moving on.</summary>
    internal long HeldSince { get; private set; }

    internal void Start(uint next)
    {
        Next = next;
        IsStarted = true;
    }

    internal void Acknowledge(uint number)
    {
        if (HasAcknowledgment && (int)(number - Acknowledged) <= 0) return;
        Acknowledged = number;
        HasAcknowledgment = true;
    }

    /// <summary>The sender is done; the first FIN stands.</summary>
    internal void Finish(uint sequence)
    {
        if (HasFin) return;
        (FinSequence, HasFin) = (sequence, true);
    }

    /// <summary>
    /// Bytes that were sent, as the FIN or the other side's acknowledgment tells, and that were neither captured nor passed over. A FIN that was not
    /// captured takes a sequence number too (RFC 9293 §3.4), so the last number that is acknowledged without one is not counted.
    /// </summary>
    internal readonly int MissingAtEnd()
    {
        if (!IsStarted || (!HasFin && !HasAcknowledgment)) return 0;
        int missing = HasFin ? Distance(FinSequence) : Distance(Acknowledged) - 1;
        return missing is > 0 and < MaxWindow ? missing : 0;
    }

    /// <summary>Whether all was handed on up to the FIN. Of a side that has sent nothing the handshake tells where it would have begun.</summary>
    internal readonly bool IsWhole(uint start) => HasFin && FinSequence == (IsStarted ? Next : start);

    /// <summary>How far a sequence number lies ahead of what is expected; negative for what was there before.</summary>
    internal readonly int Distance(uint sequence) => (int)(sequence - Next);

    internal void Advance(int bytes)
    {
        Next += (uint)bytes;
        Offset += bytes;
    }

    /// <summary>
    /// Keeps of a segment what is not held yet, so that the bytes that came first stand and none is kept twice. The segment must begin
    /// less than <see cref="MaxWindow"/> ahead of what is expected.
    /// </summary>
    internal void Hold(uint sequence, ReadOnlySpan<byte> bytes, int missingTail, long time)
    {
        _held ??= [];
        if (_held.Count == 0) RestartWait(time);
        int at = _held.Count;
        while (at > 0 && (int)(_held[at - 1].Sequence - sequence) > 0) at--;
        if (at > 0)
        {
            int known = (int)(_held[at - 1].Sequence + (uint)_held[at - 1].Length - sequence);
            if (known > 0) bytes = Skip(bytes, known, ref sequence);
        }

        for (; !bytes.IsEmpty && at < _held.Count; at++)
        {
            int room = (int)(_held[at].Sequence - sequence);
            if (room >= bytes.Length) break;
            if (room > 0) Insert(at++, sequence, bytes[..room], 0);
            bytes = Skip(bytes, room + _held[at].Length, ref sequence);
        }

        if (!bytes.IsEmpty || missingTail > 0) Insert(at, sequence, bytes, missingTail);
    }

    static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes, int count, scoped ref uint sequence)
    {
        count = Math.Clamp(count, 0, bytes.Length);
        sequence += (uint)count;
        return bytes[count..];
    }

    void Insert(int at, uint sequence, ReadOnlySpan<byte> bytes, int missingTail)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(Math.Max(1, bytes.Length));
        bytes.CopyTo(copy);
        _held!.Insert(at, new HeldSegment(sequence, copy, bytes.Length, missingTail));
        HeldBytes += bytes.Length;
    }

    /// <summary>The stream has moved on: the gap before what is held is being closed, or is another one.</summary>
    internal void RestartWait(long time) => (PacketsSinceHeld, HeldSince) = (0, time);

    /// <summary>Bytes that are missing before the first held segment; 0 or less when it can be handed on.</summary>
    internal readonly int GapBeforeHeld() => Distance(FirstHeldSequence);

    /// <summary>Takes the first held segment out; give it back with <see cref="Release"/>.</summary>
    internal HeldSegment TakeFirst()
    {
        HeldSegment first = _held![0];
        _held.RemoveAt(0);
        HeldBytes -= first.Length;
        return first;
    }

    internal static void Release(HeldSegment segment) => ArrayPool<byte>.Shared.Return(segment.Buffer);

    internal void Reset()
    {
        List<HeldSegment>? held = _held;
        if (held is { Count: > 0 })
        {
            foreach (HeldSegment segment in held) Release(segment);
            held.Clear();
        }

        this = new StreamReassembly { _held = held };
    }
}
