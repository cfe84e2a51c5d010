using System.Collections;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>The newest transactions of one flow. One thread adds; any reads, and sees what was there before or after.</summary>
sealed class TransactionList : IReadOnlyCollection<Fact>
{
    const int Capacity = 64;

    volatile Fact[] _items = [];

    public int Count => _items.Length;

    /// <summary>Whether its room was needed for others.</summary>
    internal bool IsGivenUp { get; set; }

    /// <summary>Adds the newest; false when the oldest had to go for it.</summary>
    internal bool Add(Fact transaction)
    {
        Fact[] items = _items;
        bool isFull = items.Length == Capacity;
        _items = isFull ? [.. items.AsSpan(1), transaction] : [.. items, transaction];
        return !isFull;
    }

    /// <summary>Lets them go; how many there were.</summary>
    internal int GiveUp()
    {
        int count = _items.Length;
        _items = [];
        IsGivenUp = true;
        return count;
    }

    public IEnumerator<Fact> GetEnumerator() => ((IEnumerable<Fact>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
