using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>Puts what the table sources read together, and keeps the sockets that have ended lately. Belongs to the thread that reads.</summary>
sealed class SocketTableMerge(AttributionSources sources, TimeProvider time)
{
    const int MostEnded = 1000;

    ImmutableArray<SocketRow> _ended = [];
    long _version;

    internal SocketTableSnapshot Read()
    {
        var sockets = ImmutableArray.CreateBuilder<SocketRow>();
        var ended = ImmutableArray.CreateBuilder<SocketRow>();
        ISocketHolders? holders = sources.That<ISocketHolders>().Select(static each => each.Session).FirstOrDefault();
        foreach ((OpenedSource source, ISocketTable table) in sources.That<ISocketTable>())
        {
            try
            {
                SocketReading reading = table.Read(holders);
                sockets.AddRange(reading.Sockets);
                ended.AddRange(reading.Ended);
            }
            catch (Exception error)
            {
                source.Fault(error);
            }
        }

        if (ended.Count > 0)
        {
            ImmutableArray<SocketRow> all = _ended.AddRange(ended);
            _ended = all.Length > MostEnded ? all[^MostEnded..] : all;
        }

        return new SocketTableSnapshot { Version = ++_version, TakenAt = time.GetUtcNow(), Sockets = sockets.ToImmutable(), Ended = _ended };
    }
}
