using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// The streams of one connection (RFC 9000 §2): hands on their bytes in order, each direction by itself, and says where some are missing.
/// Streams and the bytes that wait for a gap are bounded; a gap that holds up more than there is room for is given up.
/// </summary>
sealed class StreamTable
{
    // Open ones, each direction counted; ended ones are remembered somewhat longer, for what is sent again.
    const int MaxOpen = 1024;
    const int MaxKnown = 8192;
    const int MaxHeld = 4 << 20;
    const int RememberedIds = 4 * 512;

    readonly Dictionary<long, StreamState> _streams = new(new StreamComparer());
    readonly Stack<StreamState> _idle = new();
    readonly List<long> _forgotten = [];
    readonly long[] _highest = new long[8];
    int _open;
    long _held;

    /// <summary>Bytes that are missing and will not come.</summary>
    internal long Missing { get; private set; }

    /// <summary>The first stream with a gap, or −1.</summary>
    internal long FirstGap { get; private set; } = -1;

    /// <summary>Who sent the stream with the first gap.</summary>
    internal FlowDirection FirstGapFrom { get; private set; }

    /// <summary>Streams that were more than are followed.</summary>
    internal bool HasRefused { get; private set; }

    internal void Reset()
    {
        foreach (StreamState state in _streams.Values) Recycle(state);
        _streams.Clear();
        _highest.AsSpan().Clear();
        _open = 0;
        _held = Missing = 0;
        FirstGap = -1;
        HasRefused = false;
    }

    internal void OnStream(in QuicFrame frame, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        long id = (long)frame.StreamId;
        if (frame.Offset + (ulong)frame.Data.Length > QuicVarInt.MaxValue || Find(id, direction) is not { IsEnded: false } state) return;
        if (frame.IsFin) state.FinalSize = (long)frame.Offset + frame.Data.Length;
        if (state.Bytes.TryPass(frame.Offset, frame.Data, out ReadOnlySpan<byte> fresh)) Hand(id, direction, time, state.Bytes.Position - fresh.Length, fresh, sink);
        else Add(state, id, direction, time, frame, sink);
        Account(state);
        if (_held > MaxHeld && state.Bytes.HasGap) GiveUpGap(state, id, direction, time, sink);
        if (state.FinalSize >= 0 && state.Bytes.Position >= state.FinalSize) End(state, id, direction, sink);
    }

    /// <summary>A sender gave a stream up (RFC 9000 §19.4): what waits is handed on, and nothing follows.</summary>
    internal void OnReset(in QuicFrame frame, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        long id = (long)frame.StreamId;
        if (Find(id, direction) is not { IsEnded: false } state) return;
        Flush(state, id, direction, time, sink);
        End(state, id, direction, sink);
    }

    /// <summary>Whether a stream of both directions has not come to its end in this one. Those of one direction often stay open.</summary>
    internal bool HasOpenEnd(FlowDirection direction)
    {
        foreach (long key in _streams.Keys)
        {
            long id = key >> 1;
            if ((id & 2) == 0 && _streams.GetValueOrDefault(id << 1 | (long)direction) is not { IsEnded: true }) return true;
        }

        return false;
    }

    /// <summary>The connection is over: what waits behind gaps is handed on.</summary>
    internal void Flush(Timestamp time, IPlaintextSink sink)
    {
        foreach ((long key, StreamState state) in _streams)
        {
            if (state.IsEnded) continue;
            (long id, var direction) = (key >> 1, (FlowDirection)(key & 1));
            Flush(state, id, direction, time, sink);
            if (state.FinalSize > state.Bytes.Position) TellGap(id, direction, state.Bytes.SkipTo((ulong)state.FinalSize), sink);
        }
    }

    void Flush(StreamState state, long id, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        while (state.Bytes.HasGap) GiveUpGap(state, id, direction, time, sink);
    }

    void Add(StreamState state, long id, FlowDirection direction, Timestamp time, in QuicFrame frame, IPlaintextSink sink)
    {
        while (!state.Bytes.TryAdd(frame.Offset, frame.Data))
        {
            if (state.Bytes.HasGap)
            {
                GiveUpGap(state, id, direction, time, sink);
                continue;
            }

            // Far beyond everything that was seen.
            long skipped = state.Bytes.SkipTo(frame.Offset);
            if (skipped == 0) return;
            TellGap(id, direction, skipped, sink);
        }

        Drain(state, id, direction, time, sink);
    }

    void GiveUpGap(StreamState state, long id, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        Drain(state, id, direction, time, sink);
        if (state.Bytes.SkipGap() is > 0 and var missing) TellGap(id, direction, missing, sink);
        Drain(state, id, direction, time, sink);
        Account(state);
    }

    void Account(StreamState state)
    {
        _held += state.Bytes.Reserved - state.Counted;
        state.Counted = state.Bytes.Reserved;
    }

    void TellGap(long id, FlowDirection direction, long missing, IPlaintextSink sink)
    {
        Missing += missing;
        if (FirstGap < 0) (FirstGap, FirstGapFrom) = (id, direction);
        sink.OnGap(id, direction, missing);
    }

    static void Drain(StreamState state, long id, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        ReadOnlySpan<byte> available = state.Bytes.Available;
        if (available.IsEmpty) return;
        Hand(id, direction, time, state.Bytes.Position, available, sink);
        state.Bytes.Take(available.Length);
    }

    static void Hand(long id, FlowDirection direction, Timestamp time, long offset, ReadOnlySpan<byte> bytes, IPlaintextSink sink)
    {
        if (!bytes.IsEmpty) sink.OnData(new StreamChunk { StreamId = id, Direction = direction, Bytes = bytes, Time = time, Offset = offset });
    }

    void End(StreamState state, long id, FlowDirection direction, IPlaintextSink sink)
    {
        sink.OnStreamEnd(id, direction);
        state.Bytes.Reset();
        Account(state);
        state.IsEnded = true;
        _open--;
        if (_streams.Count > MaxKnown) Forget();
    }

    StreamState? Find(long id, FlowDirection direction)
    {
        long key = id << 1 | (long)direction;
        if (_streams.TryGetValue(key, out StreamState? known)) return known;
        ref long highest = ref _highest[(int)(key & 7)];
        // Ended so long ago that it is forgotten.
        if (id < highest - RememberedIds) return null;
        if (_open >= MaxOpen)
        {
            HasRefused = true;
            return null;
        }

        highest = Math.Max(highest, id);
        if (!_idle.TryPop(out StreamState? state)) state = new StreamState();
        _streams[key] = state;
        _open++;
        return state;
    }

    void Forget()
    {
        foreach ((long key, StreamState state) in _streams)
        {
            if (state.IsEnded && key >> 1 < _highest[key & 7] - RememberedIds) _forgotten.Add(key);
        }

        foreach (long key in _forgotten)
        {
            if (_streams.Remove(key, out StreamState? state)) Recycle(state);
        }

        _forgotten.Clear();
    }

    void Recycle(StreamState state)
    {
        state.Reset();
        if (_idle.Count < MaxOpen) _idle.Push(state);
    }
}
