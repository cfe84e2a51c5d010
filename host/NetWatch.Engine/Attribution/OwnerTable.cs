using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Attribution;

/// <summary>
/// What the events said, by the socket's five-tuple: the newest of a bounded number. A five-tuple is used again by another process soon
/// enough, so an answer is chosen by time. Belongs to the packet thread.
/// </summary>
sealed class OwnerTable(int capacity)
{
    // A connect event comes before its SYN by less than this, unless the SYN is sent again.
    const long Lead = 2_000_000_000;

    // An event after the last packet of a flow: a server that reads late.
    const long Lag = 30_000_000_000;

    // Clocks of packets and of events are read at different places.
    const long Jitter = 1_000_000;

    Entry[] _entries = new Entry[Math.Min(capacity, 1024)];
    int[] _buckets = new int[2048];
    int _next;
    bool _isWrapped;

    internal int Count => _isWrapped ? _entries.Length : _next;

    /// <summary>Takes an answer; the oldest one leaves when there is no room.</summary>
    internal void Add(in FiveTuple tuple, SocketOwner owner, long time, ulong cookie, bool isForeign)
    {
        // The first process that used a socket is the answer; a child that inherits it is not asked for.
        if (cookie != 0 && Holds(tuple, cookie)) return;
        if (_next == _entries.Length)
        {
            if (_entries.Length < capacity) Grow();
            else (_next, _isWrapped) = (0, true);
        }

        if (_isWrapped) Unlink(_next);
        ref Entry entry = ref _entries[_next];
        entry = new Entry { Tuple = tuple, Owner = owner, Time = time, Cookie = cookie, IsForeign = isForeign };
        Link(_next++);
    }

    /// <summary>The answer for a five-tuple that fits the time of a flow, or null.</summary>
    /// <param name="tuple">The five-tuple from the socket's own end.</param>
    /// <param name="question">The flow.</param>
    /// <param name="foreign">Only sockets of other network namespaces, or only of the own one; null for both, the own one first.</param>
    internal SocketOwner? Find(in FiveTuple tuple, in FlowQuestion question, bool? foreign = null)
    {
        int best = -1, bestRank = 0;
        long bestDistance = long.MaxValue;
        for (int at = _buckets[Bucket(tuple)]; at != 0; at = _entries[at - 1].Next)
        {
            ref Entry entry = ref _entries[at - 1];
            if ((foreign is { } wanted && entry.IsForeign != wanted) || entry.Tuple != tuple) continue;
            int rank = Rank(entry.Time, question, out long distance) * 2;
            if (rank == 0) continue;
            if (!entry.IsForeign) rank++;
            if (rank < bestRank || (rank == bestRank && distance >= bestDistance)) continue;
            (best, bestRank, bestDistance) = (at - 1, rank, distance);
        }

        return best < 0 ? null : _entries[best].Owner;
    }

    // 3: during the flow or just before it. 2: soon after it. 1: long before, where nothing says that the socket was opened since.
    static int Rank(long time, in FlowQuestion question, out long distance)
    {
        distance = 0;
        long lead = question.Tuple.Transport == Transport.Tcp && question.HasOpening ? Lead : 100_000_000;
        if (time > question.End + Jitter)
        {
            distance = time - question.End;
            return distance <= Lag ? 2 : 0;
        }

        // The latest one before the end: of several within the flow the last was opened for it.
        distance = question.End - time;
        if (time < question.Start - lead) return question.HasOpening ? 0 : 1;
        // A port of UDP may be given to another process while its flow lasts, and nothing on the wire tells. The flow is that of the process that began
        // it, whenever it is asked for.
        if (question.Tuple.Transport == Transport.Udp) distance = Math.Abs(time - question.Start);
        return 3;
    }

    bool Holds(in FiveTuple tuple, ulong cookie)
    {
        for (int at = _buckets[Bucket(tuple)]; at != 0; at = _entries[at - 1].Next)
        {
            if (_entries[at - 1].Cookie == cookie && _entries[at - 1].Tuple == tuple) return true;
        }

        return false;
    }

    void Link(int index)
    {
        ref int head = ref _buckets[Bucket(_entries[index].Tuple)];
        _entries[index].Next = head;
        head = index + 1;
    }

    void Unlink(int index)
    {
        ref int link = ref _buckets[Bucket(_entries[index].Tuple)];
        while (link != 0 && link != index + 1) link = ref _entries[link - 1].Next;
        if (link != 0) link = _entries[index].Next;
    }

    void Grow()
    {
        int size = Math.Min(capacity, _entries.Length * 2), used = _entries.Length;
        Array.Resize(ref _entries, size);
        _buckets = new int[size * 2];
        for (int i = 0; i < used; i++) Link(i);
    }

    int Bucket(in FiveTuple tuple) => (int)((uint)tuple.GetHashCode() % (uint)_buckets.Length);

    struct Entry
    {
        internal FiveTuple Tuple;
        internal SocketOwner Owner;
        internal long Time;
        internal ulong Cookie;
        internal bool IsForeign;

        /// <summary>The next of the bucket plus one; 0 at its end.</summary>
        internal int Next;
    }
}
