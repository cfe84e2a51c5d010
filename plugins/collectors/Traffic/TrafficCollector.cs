using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Traffic;

/// <summary>The counters of the interfaces, and how fast they grow.</summary>
[Collector("traffic", typeof(TrafficSnapshot), CadenceMilliseconds = 1000)]
public sealed class TrafficCollector : ICollector
{
    const int SpeedIntervalSeconds = 10;

    readonly DeviceTable _table;
    readonly string _speeds;
    readonly Dictionary<string, InterfaceHistory> _histories = new(StringComparer.Ordinal);
    readonly List<DeviceCounters> _devices = [];
    long _at;
    long _speedsAt;

    /// <summary>Reads the machine's own interfaces.</summary>
    public TrafficCollector() : this("/proc/net/dev", "/sys/class/net")
    {
    }

    /// <summary>Reads a table and a folder of link speeds of these forms.</summary>
    public TrafficCollector(string table, string speeds)
    {
        _table = new DeviceTable(table);
        _speeds = speeds;
    }

    public ISnapshot? Collect(CollectionContext context)
    {
        if (!_table.TryRead(_devices, out string? reason))
        {
            context.Notice = reason;
            return null;
        }

        long now = context.Time.GetTimestamp();
        TimeSpan elapsed = _at == 0 ? TimeSpan.Zero : context.Time.GetElapsedTime(_at, now);
        bool readsSpeeds = _speedsAt == 0 || context.Time.GetElapsedTime(_speedsAt, now).TotalSeconds >= SpeedIntervalSeconds;
        if (readsSpeeds) _speedsAt = now;
        _at = now;
        var interfaces = ImmutableArray.CreateBuilder<InterfaceTraffic>(_devices.Count);
        foreach (DeviceCounters device in _devices)
        {
            if (!_histories.TryGetValue(device.Name, out InterfaceHistory? history) || history.IsBefore(device))
                _histories[device.Name] = history = new InterfaceHistory(device) { LinkSpeed = ReadSpeed(device.Name) };
            else if (readsSpeeds) history.LinkSpeed = ReadSpeed(device.Name);
            interfaces.Add(history.Take(device, elapsed));
        }

        Forget();
        return new TrafficSnapshot { Version = context.Version, TakenAt = context.Now, Interfaces = interfaces.ToImmutable() };
    }

    void Forget()
    {
        if (_histories.Count == _devices.Count) return;
        foreach (string name in _histories.Keys.Except(_devices.Select(device => device.Name)).ToArray()) _histories.Remove(name);
    }

    // Megabits per second; an error for interfaces without a link, -1 for those whose driver does not know.
    long ReadSpeed(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name is "." or "..") return 0;
        try
        {
            string text = File.ReadAllText(Path.Combine(_speeds, name, "speed"));
            return long.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long megabits)
                ? Math.Clamp(megabits, 0, 10_000_000) * 1_000_000 : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
