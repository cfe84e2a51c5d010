using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2;

/// <summary>The open streams of a connection, in the order they were opened; the oldest leaves when there are too many.</summary>
sealed class StreamTable
{
    /// <summary>More streams at once than servers allow (100 to 250 as a rule).</summary>
    internal const int Capacity = 256;

    // A power of two.
    const int Remembered = 64;

    readonly Dictionary<int, HttpStream> _streams = [];
    readonly Stack<HttpStream> _idle = [];
    readonly List<int> _order = [];
    int[] _finished = [];
    int _nextFinished;

    internal int Count => _streams.Count;

    /// <summary>Whether a stream is one of the last that were let go: an answer may still be on its way when its stream is reset.</summary>
    internal bool IsFinished(int id) => Array.IndexOf(_finished, id) >= 0;

    internal HttpStream? Find(int id) => _streams.TryGetValue(id, out HttpStream? stream) ? stream : null;

    /// <summary>The oldest stream when there is no room for another, else null.</summary>
    internal HttpStream? Excess => _streams.Count < Capacity ? null : _streams[_order[0]];

    internal HttpStream Add(int id)
    {
        HttpStream stream = _idle.Count > 0 ? _idle.Pop() : new HttpStream();
        stream.Start(id);
        _streams[id] = stream;
        _order.Add(id);
        return stream;
    }

    internal void Remove(HttpStream stream)
    {
        int id = (int)stream.Id;
        if (!_streams.Remove(id)) return;
        _order.Remove(id);
        if (_finished.Length == 0) _finished = new int[Remembered];
        _finished[_nextFinished++ & (Remembered - 1)] = id;
        if (_idle.Count < 16) _idle.Push(stream);
    }

    /// <summary>The open streams, oldest first.</summary>
    internal HttpStream At(int index) => _streams[_order[index]];

    internal void Clear()
    {
        while (_order.Count > 0) Remove(_streams[_order[^1]]);
        Array.Clear(_finished);
    }
}
