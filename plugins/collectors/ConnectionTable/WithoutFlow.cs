using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ConnectionTable;

/// <summary>A connection of which no packet was seen.</summary>
sealed class WithoutFlow(FiveTuple tuple, long number, DateTimeOffset? appearedAt)
{
    const double SmoothedSeconds = 2;

    // Below this a rate is the end of a smoothed one.
    const double LeastRate = 8;

    double _rateToServer, _rateToClient;

    /// <summary>From its initiator.</summary>
    internal FiveTuple Tuple { get; } = tuple;

    internal ConnectionRow Row { get; private set; } = new(tuple, 0) { SocketNumber = number, AppearedAt = appearedAt };

    /// <summary>The last look that found it.</summary>
    internal long Look { get; set; }

    /// <summary>How often it was found open and without a flow.</summary>
    internal int LooksAlive { get; set; }

    internal DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether a socket belongs to this connection, and not to a later one of the same five-tuple.</summary>
    internal bool IsSame(SocketRow socket)
    {
        SocketRow? before = socket.Local == Tuple ? Row.ClientSocket : Row.ServerSocket;
        if (before is not null && before.Cookie != 0 && socket.Cookie != 0) return before.Cookie == socket.Cookie;
        return EndedAt is null || socket.EndedAt is not null;
    }

    /// <summary>Takes its sockets as they stand. The row stays the same object where nothing has changed.</summary>
    internal void Update(SocketRow? client, SocketRow? server, bool hasEnded, double seconds)
    {
        // What was known of a side that is gone before the other one stays.
        client ??= Row.ClientSocket;
        server ??= Row.ServerSocket;
        ConnectionRow before = Row;
        bool isSame = ReferenceEquals(client, before.ClientSocket) && ReferenceEquals(server, before.ServerSocket) && hasEnded == before.HasEnded;
        if (isSame && (seconds <= 0 || _rateToServer + _rateToClient == 0)) return;
        Row = before with
        {
            ClientSocket = client,
            ServerSocket = server,
            ClientProcess = client?.Owner ?? before.ClientProcess,
            ServerProcess = server?.Owner ?? before.ServerProcess,
            HasEnded = hasEnded,
        };
        if (seconds > 0)
        {
            _rateToServer = Smoothed(_rateToServer, before.BytesToServer, Row.BytesToServer, seconds);
            _rateToClient = Smoothed(_rateToClient, before.BytesToClient, Row.BytesToClient, seconds);
        }

        if (hasEnded) _rateToServer = _rateToClient = 0;
        Row = Row with { BitsPerSecondToServer = _rateToServer, BitsPerSecondToClient = _rateToClient };
    }

    /// <summary>It is in the table no more, and nothing told of its end.</summary>
    internal void End(DateTimeOffset now)
    {
        if (EndedAt is not null) return;
        EndedAt = now;
        Row = Row with { HasEnded = true, BitsPerSecondToServer = 0, BitsPerSecondToClient = 0 };
    }

    static double Smoothed(double rate, long? before, long? after, double seconds)
    {
        if (before is not { } from || after is not { } to) return 0;
        double now = Math.Max(0, to - from) * 8 / seconds;
        rate += Math.Min(1, seconds / SmoothedSeconds) * (now - rate);
        return rate < LeastRate ? 0 : rate;
    }
}
