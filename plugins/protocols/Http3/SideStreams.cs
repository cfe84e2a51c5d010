namespace NetWatch.Plugins.Http3;

/// <summary>The unidirectional streams of a connection. Each side has three and those that extensions and pushes add; more than are kept are not looked at.</summary>
sealed class SideStreams
{
    const int Capacity = 64;

    readonly Dictionary<long, SideStream> _streams = [];
    readonly Stack<SideStream> _idle = [];

    internal void Clear()
    {
        foreach (SideStream stream in _streams.Values)
        {
            if (_idle.Count < Capacity) _idle.Push(stream);
        }

        _streams.Clear();
    }

    internal SideStream? Find(long id) => _streams.GetValueOrDefault(id);

    internal SideStream? FindOrAdd(long id)
    {
        if (_streams.TryGetValue(id, out SideStream? known)) return known;
        if (_streams.Count >= Capacity) return null;
        SideStream stream = _idle.Count > 0 ? _idle.Pop() : new SideStream();
        (stream.Kind, stream.StartLength) = (StreamKind.Unknown, 0);
        stream.Frames.Start();
        return _streams[id] = stream;
    }

    internal void Remove(long id)
    {
        if (_streams.Remove(id, out SideStream? stream)) _idle.Push(stream);
    }
}
