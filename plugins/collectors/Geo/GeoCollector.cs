using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Geo;

/// <summary>Looks the addresses of the flow table up in the user's databases.</summary>
[Collector("geo", typeof(GeoSnapshot), CadenceMilliseconds = 1000, ReadsFiles = true, Settings = ["database"])]
public sealed class GeoCollector(IPluginContext plugin) : ICollector
{
    const int Most = 16_384, MostACall = 512, MostDatabases = 8;

    readonly string[] _paths = [.. (plugin.Settings?.Get("geo", "database") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostDatabases)];

    readonly HashSet<NetAddress> _asked = [];
    readonly ImmutableDictionary<NetAddress, GeoPlace>.Builder _places = ImmutableDictionary.CreateBuilder<NetAddress, GeoPlace>();
    List<PlaceDatabase>? _databases;
    string? _notice;
    long _version = -1;

    public ISnapshot? Collect(CollectionContext context)
    {
        bool isFirst = _databases is null;
        _databases ??= Open();
        context.Notice = _notice;
        FlowTableSnapshot? flows = plugin.Snapshots.Get<FlowTableSnapshot>();
        if (_databases.Count == 0 || flows is null) return null;
        if (!isFirst && flows.Version == _version) return null;
        bool hasAll = LookUp(flows, out bool hasChanged);
        if (hasAll) _version = flows.Version;
        return !hasChanged && !isFirst ? null : new GeoSnapshot
        {
            Version = context.Version,
            TakenAt = context.Now,
            Databases = [.. _databases.Select(each => each.Name)],
            Places = _places.ToImmutable(),
        };
    }

    List<PlaceDatabase> Open()
    {
        var opened = new List<PlaceDatabase>();
        if (_paths.Length == 0) _notice = "No database is given. Name a file of the MaxMind format in collectors.geo.database.";
        foreach (string path in _paths)
        {
            try
            {
                opened.Add(PlaceDatabase.Open(path));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
            {
                _notice = $"{path} can't be used: {error.Message}";
            }
        }

        return opened;
    }

    // False when more is left than one call should take.
    bool LookUp(FlowTableSnapshot flows, out bool hasChanged)
    {
        hasChanged = false;
        int left = MostACall;
        if (_asked.Count >= Most)
        {
            _asked.Clear();
            _places.Clear();
        }

        foreach (ref readonly FlowRow row in flows.Rows.AsSpan())
        {
            if (left == 0) return false;
            left -= LookUp(row.Record.Tuple.Destination, ref hasChanged) + LookUp(row.Record.Tuple.Source, ref hasChanged);
            if (left < 0) return false;
        }

        return true;
    }

    int LookUp(NetAddress address, ref bool hasChanged)
    {
        if (address.IsNone || address.IsMulticastOrBroadcast || address.IsLoopback || _asked.Count >= Most || !_asked.Add(address)) return 0;
        GeoPlace? place = null;
        foreach (PlaceDatabase database in _databases!) place = database.Find(address, place);
        if (place is null) return 1;
        _places[address] = place;
        hasChanged = true;
        return 1;
    }
}
