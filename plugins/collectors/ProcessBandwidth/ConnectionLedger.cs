using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ProcessBandwidth;

/// <summary>All connection ends of processes here, each counted once by the best counts there are.</summary>
sealed class ConnectionLedger
{
    const int MostConnections = 65_536;
    const int LooksToRemember = 60;

    readonly Dictionary<FiveTuple, Connection> _connections = [];
    readonly Dictionary<ProcessKey, ProcessTally> _processes = [];
    readonly List<FiveTuple> _over = [];
    long _look;

    internal void BeginLook(long look) => _look = look;

    /// <summary>A flow, seen from the end that belongs to the process.</summary>
    internal void Flow(in FiveTuple local, long flow, SocketOwner owner, long sent, long received, bool hasEnded)
    {
        Connection? known = _connections.GetValueOrDefault(local);
        // The same five-tuple once more is another connection.
        if (known is { Flow: not 0 } && known.Flow != flow) known = null;
        // The kernel's counts came first: a flow of that socket, unless it has ended before this flow began.
        if (known is { HasEnded: true, Flow: 0 } && !hasEnded) known = null;
        known ??= Add(local, owner);
        if (known is null) return;
        known.Flow = flow;
        Touch(known, owner);
        known.Update(sent, received, isKernels: false, owner.Evidence);
        if (hasEnded) End(known);
    }

    /// <summary>
    /// A socket with the kernel's counts. Without an owner, which a socket that died between two looks never had, it counts for the connection
    /// that its packets have made known.
    /// </summary>
    internal void Socket(in FiveTuple local, ulong cookie, SocketOwner? owner, long sent, long received, bool hasEnded, bool isFirstReading)
    {
        Connection? known = _connections.GetValueOrDefault(local);
        if (known is { Cookie: not 0 } && known.Cookie != cookie)
        {
            // The last word on an earlier connection of this five-tuple comes late: it was counted while it lived.
            if (hasEnded) return;
            known = null;
        }

        if (owner is not null) known ??= Add(local, owner);
        if (known is null) return;
        if (isFirstReading) known.BeginAt(sent, received);
        known.Cookie = cookie;
        if (owner is not null) Touch(known, owner);
        else known.LastLook = _look;
        known.Update(sent, received, isKernels: true, owner?.Evidence ?? AttributionEvidence.Exact);
        if (hasEnded) End(known);
    }

    Connection? Add(in FiveTuple local, SocketOwner owner)
    {
        if (_connections.Count >= MostConnections && !_connections.ContainsKey(local)) return null;
        if (_connections.TryGetValue(local, out Connection? before)) End(before);
        ProcessTally process = TallyOf(owner.Process);
        process.Open++;
        process.Seen++;
        return _connections[local] = new Connection(process);
    }

    ProcessTally TallyOf(ProcessIdentity identity)
    {
        if (!_processes.TryGetValue(identity.Key, out ProcessTally? tally)) _processes[identity.Key] = tally = new ProcessTally(identity);
        return tally;
    }

    void Touch(Connection connection, SocketOwner owner)
    {
        connection.LastLook = _look;
        if (owner.Process.Key != connection.Process.Identity.Key) return;
        connection.Process.Witness(owner.Evidence);
        // What is learnt of a process later (its executable, its command line) comes with a new identity of the same key.
        connection.Process.Identity = owner.Process;
    }

    static void End(Connection connection)
    {
        if (!connection.HasEnded) connection.Process.Open--;
        connection.HasEnded = true;
    }

    /// <summary>Forgets connections of which nothing more will be heard.</summary>
    internal void ForgetEnded()
    {
        _over.Clear();
        foreach ((FiveTuple local, Connection connection) in _connections)
        {
            if (_look - connection.LastLook > LooksToRemember) _over.Add(local);
        }

        foreach (FiveTuple local in _over)
        {
            if (_connections.Remove(local, out Connection? connection)) End(connection);
        }
    }

    /// <summary>The processes with their rates, most bytes first; more than fit are forgotten, those that were idle longest.</summary>
    internal ImmutableArray<ProcessTraffic> Look(double seconds, int most)
    {
        ImmutableArray<ProcessTraffic> all = [.. _processes.Values.OrderByDescending(each => each.Bytes).Select(each => each.Look(seconds, _look))];
        if (_processes.Count <= most) return all;
        foreach (ProcessTally idle in _processes.Values.Where(each => each.Open <= 0).OrderBy(each => each.LastActive).Take(_processes.Count - most).ToArray())
            _processes.Remove(idle.Identity.Key);
        return [.. all.Take(most)];
    }
}
