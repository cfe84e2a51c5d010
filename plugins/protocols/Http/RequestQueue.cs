using System.Diagnostics.CodeAnalysis;

namespace NetWatch.Plugins.Http;

/// <summary>The requests without a response, in the order they were sent: responses come in the same order (RFC 9112 §9.3.2).</summary>
sealed class RequestQueue
{
    /// <summary>More requests ahead of their responses than any client sends.</summary>
    internal const int Capacity = 256;

    PendingRequest[] _ring = new PendingRequest[4];
    int _first;

    internal int Count { get; private set; }

    internal ref PendingRequest Oldest => ref _ring[_first];

    internal ref PendingRequest Newest => ref _ring[(_first + Count - 1) % _ring.Length];

    internal void Clear()
    {
        Array.Clear(_ring);
        _first = Count = 0;
    }

    internal void Add(in PendingRequest request)
    {
        if (Count == _ring.Length) Grow();
        _ring[(_first + Count) % _ring.Length] = request;
        Count++;
    }

    [SuppressMessage("Design", "CA1021", Justification = "The pattern of TryX.")]
    internal bool TryTake(out PendingRequest request)
    {
        request = default;
        if (Count == 0) return false;
        request = _ring[_first];
        _ring[_first] = default;
        _first = (_first + 1) % _ring.Length;
        Count--;
        return true;
    }

    void Grow()
    {
        var larger = new PendingRequest[_ring.Length * 2];
        for (int i = 0; i < Count; i++) larger[i] = _ring[(_first + i) % _ring.Length];
        _ring = larger;
        _first = 0;
    }
}
