using System.Runtime.CompilerServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>The queries of a flow without a response, in the order they were sent, with their bytes: nothing is made of most until the response is there.</summary>
sealed class PendingQueries
{
    /// <summary>Resolvers use a port for few queries; forwarders that keep one have the answers long before so many more.</summary>
    internal const int Capacity = 64;

    /// <summary>Bytes that wait at most; a single query may have as many.</summary>
    internal const int MaxBytes = ushort.MaxValue;

    const int FirstBytes = 128;
    const int MaxKeptBytes = 4096;

    // Most flows hold one query, and there are very many of them. The oldest goes first where queries have no answers, so the first place moves
    // on, and what waits is moved to the front only when the end is reached.
    PendingQuery[] _queries = new PendingQuery[1];
    byte[] _bytes = [];
    int _first;
    int _end;
    int _used;

    internal int Count { get; private set; }

    internal ref readonly PendingQuery this[int index] => ref _queries[_first + index];

    /// <summary>The bytes of a query, good until the next change.</summary>
    internal ReadOnlySpan<byte> Bytes(int index) => _bytes.AsSpan(_queries[_first + index].Start, _queries[_first + index].Length);

    internal void Clear()
    {
        Count = _first = _end = _used = 0;
        // What one flow needed must not stay with every flow after.
        if (_bytes.Length > MaxKeptBytes) _bytes = [];
    }

    /// <summary>Whether a query of so many bytes may be added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasRoom(int length) => Count == 0 || (Count < Capacity && _used + length <= MaxBytes);

    internal void Add(in DnsMessage message, ReadOnlySpan<byte> bytes, Timestamp time, FlowDirection direction)
    {
        if (_first + Count == _queries.Length) MakePlace();
        if (_bytes.Length - _end < bytes.Length) MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        ref PendingQuery query = ref _queries[_first + Count++];
        query.Message = message;
        query.Time = time;
        query.Direction = direction;
        query.Start = _end;
        query.Length = bytes.Length;
        _end += bytes.Length;
        _used += bytes.Length;
    }

    /// <summary>The newest query with an id, sent in a direction, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(ushort id, FlowDirection direction)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            ref readonly PendingQuery query = ref this[i];
            if (query.Message.Header.Id == id && query.Direction == direction) return i;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Remove(int index)
    {
        _used -= this[index].Length;
        Count--;
        if (index == 0) _first++;
        else if (index < Count) Array.Copy(_queries, _first + index + 1, _queries, _first + index, Count - index);
        if (Count == 0) _first = _end = 0;
    }

    void MakePlace()
    {
        bool isRoomy = Count * 2 <= _queries.Length;
        PendingQuery[] queries = isRoomy ? _queries : new PendingQuery[Count * 2];
        Array.Copy(_queries, _first, queries, 0, Count);
        (_queries, _first) = (queries, 0);
    }

    // The bytes lie in the order of the queries, so each moves towards the front or stays.
    void MakeRoom(int length)
    {
        int needed = _used + length;
        byte[] bytes = needed * 2 <= _bytes.Length ? _bytes : new byte[Math.Max(FirstBytes, needed * 2)];
        int end = 0;
        foreach (ref PendingQuery query in _queries.AsSpan(_first, Count))
        {
            _bytes.AsSpan(query.Start, query.Length).CopyTo(bytes.AsSpan(end));
            query.Start = end;
            end += query.Length;
        }

        (_bytes, _end) = (bytes, end);
    }
}
