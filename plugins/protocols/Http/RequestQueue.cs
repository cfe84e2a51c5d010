namespace NetWatch.Plugins.Http;

/// <summary>The requests without a response, in the order they were sent: responses come in the same order (RFC 9112 §9.3.2).</summary>
struct RequestQueue
{
    /// <summary>More requests ahead of their responses than any client sends.</summary>
    internal const int Capacity = 256;

    // Most have one at a time, and many flows have none.
    PendingRequest[]? _ring;
    int _first;

    internal int Count { get; private set; }

    internal readonly ref PendingRequest Oldest => ref _ring![_first];

    internal readonly ref PendingRequest Newest => ref _ring![(_first + Count - 1) % _ring.Length];

    internal void Clear()
    {
        if (_ring is not null) Array.Clear(_ring);
        _first = Count = 0;
    }

    internal void Add(in PendingRequest request)
    {
        PendingRequest[] ring = _ring is null || Count == _ring.Length ? Grow() : _ring;
        ring[(_first + Count) % ring.Length] = request;
        Count++;
    }

    internal bool TryTake(out PendingRequest request)
    {
        request = default;
        if (Count == 0) return false;
        request = _ring![_first];
        _ring[_first] = default;
        _first = (_first + 1) % _ring.Length;
        Count--;
        return true;
    }

    PendingRequest[] Grow()
    {
        var larger = new PendingRequest[Count == 0 ? 1 : Count * 4];
        for (int i = 0; i < Count; i++) larger[i] = _ring![(_first + i) % Count];
        _first = 0;
        return _ring = larger;
    }
}
