using NetWatch.Sdk.Attribution;

namespace NetWatch.Engine.Attribution;

/// <summary>
/// Sockets that were read with their process and are gone since. Records are written seconds after the last packet of a flow, when neither the socket
/// nor the one that listened may be there any more. Filled by the thread that reads the sockets, then asked on the packet thread and not changed.
/// </summary>
sealed class DepartedSockets<TKey> where TKey : notnull
{
    const long MemoryNanoseconds = 60_000_000_000;
    const int Most = 8_192;

    readonly Dictionary<TKey, (SocketRow Row, long LastSeen)> _rows = [];

    /// <summary>Takes over what is still worth knowing of an earlier reading.</summary>
    /// <param name="before">What had departed before that reading.</param>
    /// <param name="readBefore">What that reading had.</param>
    /// <param name="readAt">When it was, in nanoseconds.</param>
    /// <param name="readNow">What there is now.</param>
    /// <param name="now">When that was read, in nanoseconds.</param>
    internal void Take(DepartedSockets<TKey> before, Dictionary<TKey, SocketRow> readBefore, long readAt, Dictionary<TKey, SocketRow> readNow, long now)
    {
        // The latest first: in a storm there are more than are kept.
        foreach ((TKey key, SocketRow row) in readBefore)
        {
            bool isSame = readNow.TryGetValue(key, out SocketRow? still) && still.Cookie == row.Cookie;
            if (!isSame && _rows.Count < Most) _rows[key] = (row, readAt);
        }

        foreach ((TKey key, (SocketRow Row, long LastSeen) known) in before._rows)
        {
            if (_rows.Count >= Most) return;
            if (now - known.LastSeen <= MemoryNanoseconds) _rows.TryAdd(key, known);
        }
    }

    internal bool TryGet(TKey key, out SocketRow row, out long lastSeen)
    {
        bool isKnown = _rows.TryGetValue(key, out (SocketRow Row, long LastSeen) known);
        (row, lastSeen) = known;
        return isKnown;
    }
}
