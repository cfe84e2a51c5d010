using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.PacketCounters;

/// <summary>Turns the engine's counters into rates and a course.</summary>
[Collector("packets", typeof(PacketsSnapshot), CadenceMilliseconds = 1000)]
public sealed class PacketCountersCollector(IPluginContext plugin) : ICollector
{
    const int Seconds = 300;

    readonly CountCourse _packets = new(Seconds), _lost = new(Seconds);
    EngineSnapshot? _last;
    long _at;

    public ISnapshot? Collect(CollectionContext context)
    {
        if (plugin.Snapshots.Get<EngineSnapshot>() is not { } engine) return null;
        long now = context.Time.GetTimestamp();
        double seconds = _at == 0 ? 0 : context.Time.GetElapsedTime(_at, now).TotalSeconds;
        long packets = engine.Packets - (_last?.Packets ?? engine.Packets);
        _packets.Add(packets, seconds);
        _lost.Add(_last is null ? 0 : LostBy(engine) - LostBy(_last), seconds);
        var drops = ImmutableArray.CreateBuilder<DropRate>(engine.Drops.Length);
        foreach (DropCounter counter in engine.Drops)
            drops.Add(new DropRate(counter, seconds > 0 ? Math.Max(0, counter.Count - Before(counter.Name, counter.Count)) / seconds : 0));
        TimeSpan? lag = packets > 0 && engine.State == SourceState.Running ? engine.TakenAt - engine.PacketTime.ToDateTimeOffset() : null;
        (_last, _at) = (engine, now);
        return new PacketsSnapshot
        {
            Version = context.Version,
            TakenAt = context.Now,
            PacketsBySecond = _packets.BySecond,
            LostBySecond = _lost.BySecond,
            Drops = drops.MoveToImmutable(),
            Lag = lag is { } late && late < TimeSpan.Zero ? TimeSpan.Zero : lag,
        };
    }

    long Before(string name, long otherwise)
    {
        if (_last is null) return otherwise;
        foreach (DropCounter counter in _last.Drops)
        {
            if (counter.Name == name) return counter.Count;
        }

        return otherwise;
    }

    static long LostBy(EngineSnapshot engine)
    {
        long lost = 0;
        foreach (DropCounter counter in engine.Drops) lost += counter.IsOrdinary ? 0 : counter.Count;
        return lost;
    }
}
