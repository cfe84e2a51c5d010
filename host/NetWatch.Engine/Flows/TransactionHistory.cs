using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>
/// The transactions of flows behind the first of each kind, which the flow itself keeps: the newest of each flow, of the newest flows. Written by the
/// worker's thread; the lists may be read by any.
/// </summary>
/// <param name="capacity">How many are kept in all.</param>
sealed class TransactionHistory(int capacity)
{
    readonly Dictionary<long, TransactionList> _open = [];
    readonly Queue<TransactionList> _order = new();
    int _count;

    /// <summary>Transactions that went for newer ones.</summary>
    internal long GivenUp { get; private set; }

    /// <summary>Keeps one more of a flow.</summary>
    internal void Add(long flowNumber, Fact transaction)
    {
        if (!_open.TryGetValue(flowNumber, out TransactionList? list))
        {
            _open[flowNumber] = list = new TransactionList();
            _order.Enqueue(list);
        }

        if (list.IsGivenUp)
        {
            list.IsGivenUp = false;
            _order.Enqueue(list);
        }

        if (list.Add(transaction)) _count++;
        while (_count > capacity && _order.TryDequeue(out TransactionList? oldest))
        {
            int gone = oldest.GiveUp();
            _count -= gone;
            GivenUp += gone;
        }
    }

    /// <summary>Those of a flow; null for none. They stay in the list when the flow ends, until their room is needed.</summary>
    internal TransactionList? Find(long flowNumber) => _open.Count == 0 ? null : _open.GetValueOrDefault(flowNumber);

    /// <summary>The flow has ended: no more will be added.</summary>
    internal void End(long flowNumber)
    {
        if (_open.Count > 0) _open.Remove(flowNumber);
    }
}
