using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ConnectionTable;

/// <summary>
/// Connections of which no packet was seen, from one look to the next: their numbers, their rates by the difference of the kernel's counts, and those
/// that have ended lately.
/// </summary>
sealed class SocketLedger
{
    const int MostEnded = 1_000, LooksToBeSure = 3;

    internal static readonly IComparer<ConnectionRow> ByNumber = Comparer<ConnectionRow>.Create(static (a, b) => a.SocketNumber.CompareTo(b.SocketNumber));

    readonly Dictionary<FiveTuple, WithoutFlow> _known = [];
    readonly List<(FiveTuple Key, WithoutFlow Connection)> _ended = [];
    long _numbers, _look;
    DateTimeOffset _now, _readAt;
    double _seconds;

    /// <summary>When what is new in this look appeared; null in the first one, where everything is new to us.</summary>
    internal DateTimeOffset? AppearedAt { get; private set; }

    internal long NextNumber() => ++_numbers;

    /// <summary>Begins a look at the sockets that were read at a time; the same reading may be looked at again.</summary>
    internal void BeginLook(DateTimeOffset readAt, DateTimeOffset now)
    {
        _look++;
        _seconds = _readAt == default ? 0 : (readAt - _readAt).TotalSeconds;
        _readAt = readAt;
        _now = now;
        AppearedAt = _look == 1 ? null : now;
    }

    internal bool Knows(in FiveTuple local) => _known.ContainsKey(KeyOf(local));

    /// <summary>Forgets a connection: it has a flow now.</summary>
    internal void Drop(in FiveTuple local) => _known.Remove(KeyOf(local));

    /// <summary>Takes a connection by its one or two sockets here.</summary>
    internal void Take(SocketRow socket, SocketRow? peer, bool isServer, bool hasEnded)
    {
        FiveTuple key = KeyOf(socket.Local);
        _known.TryGetValue(key, out WithoutFlow? known);
        if (known is null || !known.IsSame(socket) || (peer is not null && !known.IsSame(peer)))
            _known[key] = known = new WithoutFlow(isServer ? socket.Local.Reversed : socket.Local, NextNumber(), AppearedAt);
        known.Look = _look;
        // Who opened it is decided once: its listener may close before it does.
        bool isClient = socket.Local == known.Tuple;
        known.Update(isClient ? socket : peer, isClient ? peer : socket, hasEnded, _seconds);
        if (!hasEnded) known.LooksAlive++;
        if (hasEnded) known.EndedAt ??= socket.EndedAt ?? _now;
    }

    /// <summary>Ends the look: what is not there any more has ended. Adds all in the order of their numbers.</summary>
    /// <param name="rows">Takes them.</param>
    /// <param name="flowsKnownSince">What ended before may have been a flow that has left the table, unless it was without one for long.</param>
    internal void Finish(ImmutableArray<ConnectionRow>.Builder rows, DateTimeOffset flowsKnownSince)
    {
        _ended.Clear();
        foreach ((FiveTuple key, WithoutFlow each) in _known)
        {
            if (each.Look != _look) each.End(_now);
            if (each.EndedAt is null) continue;
            bool mayHaveHadFlow = each.EndedAt < flowsKnownSince && each.LooksAlive < LooksToBeSure;
            if (mayHaveHadFlow || _now - each.EndedAt > ConnectionsCollector.Linger) _known.Remove(key);
            else _ended.Add((key, each));
        }

        if (_ended.Count > MostEnded)
        {
            _ended.Sort(static (a, b) => a.Connection.Row.SocketNumber.CompareTo(b.Connection.Row.SocketNumber));
            for (int i = 0; i < _ended.Count - MostEnded; i++) _known.Remove(_ended[i].Key);
        }

        int first = rows.Count;
        foreach (WithoutFlow each in _known.Values) rows.Add(each.Row);
        rows.Sort(first, rows.Count - first, ByNumber);
    }

    // The same from either end.
    static FiveTuple KeyOf(in FiveTuple tuple)
    {
        int order = tuple.Source.CompareTo(tuple.Destination);
        return order < 0 || (order == 0 && tuple.SourcePort <= tuple.DestinationPort) ? tuple : tuple.Reversed;
    }
}
