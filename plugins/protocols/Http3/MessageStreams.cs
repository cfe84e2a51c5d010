namespace NetWatch.Plugins.Http3;

/// <summary>The open streams of a connection, in the order they were opened.</summary>
sealed class MessageStreams
{
    /// <summary>More than servers allow at once (100 as a rule).</summary>
    internal const int Capacity = 256;

    readonly Dictionary<long, MessageStream> _streams = [];
    readonly List<long> _order = [];
    readonly Stack<MessageStream> _idle = [];

    internal int Count => _order.Count;

    internal MessageStream? Find(long id) => _streams.GetValueOrDefault(id);

    internal MessageStream At(int index) => _streams[_order[index]];

    internal bool IsFull => _order.Count >= Capacity;

    internal MessageStream Add(long id)
    {
        MessageStream stream = _idle.Count > 0 ? _idle.Pop() : new MessageStream();
        stream.Start(id);
        _streams[id] = stream;
        _order.Add(id);
        return stream;
    }

    internal void Remove(MessageStream stream)
    {
        long id = stream.Exchange.Id;
        if (!_streams.Remove(id)) return;
        _order.Remove(id);
        if (_idle.Count < 16) _idle.Push(stream);
    }

    internal void Renumber(MessageStream stream, long id)
    {
        if (!_streams.Remove(stream.Exchange.Id)) return;
        _order[_order.IndexOf(stream.Exchange.Id)] = id;
        stream.Exchange.Id = id;
        _streams[id] = stream;
    }

    internal void Clear()
    {
        while (_order.Count > 0) Remove(At(_order.Count - 1));
    }
}
