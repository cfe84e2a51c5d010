using System.Collections.Immutable;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.SockDiag.Netlink;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag.Rows;

/// <summary>
/// The rows of the last reading by cookie. A socket that has not changed keeps its row, and its holder as long as that process lives, so a
/// reading costs what has changed.
/// </summary>
public sealed class SocketRows(ProcessTable processes, TimeProvider time)
{
    public const string Source = "sockdiag";
    const int MostSockets = 131_072;

    // Sockets whose holder could not be found are asked for again after so many readings: the other user's process may have handed it over.
    const int ReadingsBetweenAttempts = 10;

    readonly Dictionary<ulong, Known> _known = [];
    readonly Dictionary<ProcessKey, bool> _alive = [];
    ImmutableArray<SocketRow>.Builder _rows = ImmutableArray.CreateBuilder<SocketRow>();
    int _reading;

    /// <summary>Sockets that were left out because there were too many.</summary>
    public long Omitted { get; private set; }

    public void Begin()
    {
        _reading++;
        _rows = ImmutableArray.CreateBuilder<SocketRow>(_known.Count + 16);
        _alive.Clear();
    }

    /// <summary>Takes a socket. False when no more are wanted.</summary>
    public bool Add(in DiagMessage message)
    {
        if (_rows.Count >= MostSockets)
        {
            Omitted++;
            return false;
        }

        int fingerprint = message.Fingerprint;
        SocketRow row;
        if (_known.TryGetValue(message.Cookie, out Known? known))
        {
            row = known.Fingerprint == fingerprint ? known.Row : RowOf(message) with { Owner = known.Row.Owner };
            if (row.Owner is { } owner && !IsAlive(owner.Process.Key)) row = row with { Owner = null };
        }
        else
        {
            _known[message.Cookie] = known = new Known { Attempt = _reading - ReadingsBetweenAttempts };
            row = RowOf(message);
        }

        (known.Row, known.Fingerprint, known.Seen) = (row, fingerprint, _reading);
        _rows.Add(row);
        return true;
    }

    /// <summary>Finds the holders of new sockets and gives the rows out.</summary>
    public ImmutableArray<SocketRow> Finish(ISocketHolders holders)
    {
        bool isAsking = false;
        foreach (Known known in _known.Values)
        {
            if (known.Seen == _reading && known.Row is { Owner: null, Inode: not 0 } && _reading - known.Attempt >= ReadingsBetweenAttempts) isAsking = true;
        }

        if (isAsking) Resolve(holders);
        Forget();
        return _rows.ToImmutable();
    }

    /// <summary>The last row of a socket that was destroyed, with its final counts.</summary>
    public SocketRow Ended(in DiagMessage message)
    {
        SocketOwner? owner = _known.GetValueOrDefault(message.Cookie)?.Row.Owner;
        return RowOf(message) with { Owner = owner, EndedAt = time.GetUtcNow(), State = SocketState.Close };
    }

    void Resolve(ISocketHolders holders)
    {
        var found = new Dictionary<long, ProcessIdentity>();
        if (!holders.TryRead(found)) return;
        var owners = new Dictionary<ProcessIdentity, SocketOwner>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _rows.Count; i++)
        {
            SocketRow row = _rows[i];
            if (row.Owner is not null || row.Inode == 0) continue;
            Known known = _known[row.Cookie];
            if (found.TryGetValue(row.Inode, out ProcessIdentity? process))
            {
                if (!owners.TryGetValue(process, out SocketOwner? owner)) owners[process] = owner = new SocketOwner(process, AttributionEvidence.Inode, Source);
                known.Row = _rows[i] = row with { Owner = owner };
            }
            else known.Attempt = _reading;
        }
    }

    void Forget()
    {
        foreach ((ulong cookie, Known known) in _known)
        {
            if (known.Seen != _reading) _known.Remove(cookie);
        }
    }

    bool IsAlive(ProcessKey key)
    {
        if (!_alive.TryGetValue(key, out bool alive)) _alive[key] = alive = processes.IsAlive(key);
        return alive;
    }

    static SocketRow RowOf(in DiagMessage message) => new()
    {
        Local = message.Local,
        State = message.State,
        IsIPv6 = message.IsIPv6,
        Inode = message.Inode,
        Cookie = message.Cookie,
        UserId = message.User,
        ReceiveQueue = message.ReceiveQueue,
        SendQueue = message.SendQueue,
        Tcp = message.Tcp,
    };

    sealed class Known
    {
        public SocketRow Row = null!;
        public int Fingerprint;
        public int Seen;
        public int Attempt;
    }
}
