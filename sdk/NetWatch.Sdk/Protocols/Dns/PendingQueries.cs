using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>The queries of a flow without a response, in the order they were sent.</summary>
sealed class PendingQueries
{
    /// <summary>Resolvers use a port for few queries; forwarders that keep one have the answers long before so many more.</summary>
    internal const int Capacity = 64;

    // Most flows hold one query, and there are very many of them.
    PendingQuery[] _queries = new PendingQuery[1];

    internal int Count { get; private set; }

    internal bool IsFull => Count == Capacity;

    internal ref readonly PendingQuery this[int index] => ref _queries[index];

    internal void Clear()
    {
        Array.Clear(_queries, 0, Count);
        Count = 0;
    }

    internal void Add(in PendingQuery query)
    {
        if (Count == _queries.Length) Array.Resize(ref _queries, Math.Min(Capacity, Count * 2));
        _queries[Count++] = query;
    }

    /// <summary>The newest query with an id, sent in a direction, or -1.</summary>
    internal int Find(ushort id, FlowDirection direction)
    {
        for (int i = Count - 1; i >= 0; i--)
            if (_queries[i].Message.Header.Id == id && _queries[i].Direction == direction) return i;
        return -1;
    }

    internal PendingQuery Take(int index)
    {
        PendingQuery taken = _queries[index];
        Count--;
        Array.Copy(_queries, index + 1, _queries, index, Count - index);
        _queries[Count] = default;
        return taken;
    }
}
