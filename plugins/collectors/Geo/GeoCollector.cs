using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Geo;

/// <summary>Looks the addresses of the flow table up in the user's databases.</summary>
[Collector("geo", typeof(GeoSnapshot), CadenceMilliseconds = 1000, ReadsFiles = true)]
[CollectorSetting("database", SettingInput.Path, Meaning = "Databases of places in the MaxMind format, parted by the separator of PATH. They are read here; nothing is sent.")]
public sealed class GeoCollector(IPluginContext plugin) : ICollector
{
    const int Most = 16_384, MostACall = 512, MostDatabases = 8;

    readonly HashSet<NetAddress> _asked = [];
    readonly ImmutableDictionary<NetAddress, GeoPlace>.Builder _places = ImmutableDictionary.CreateBuilder<NetAddress, GeoPlace>();
    List<PlaceDatabase>? _databases;
    string? _notice, _named;
    long _version = -1;
    bool _hasPublished;

    public ISnapshot? Collect(CollectionContext context)
    {
        string named = plugin.Settings?.Get("geo", "database") ?? "";
        bool isFirst = _databases is null || named != _named;
        if (isFirst) Open(named);
        context.Notice = _notice;
        FlowTableSnapshot? flows = plugin.Snapshots.Get<FlowTableSnapshot>();
        if (_databases!.Count == 0) return isFirst && _hasPublished ? Publish(context) : null;
        if (flows is null) return null;
        if (!isFirst && flows.Version == _version) return null;
        bool hasAll = LookUp(flows, out bool hasChanged);
        if (hasAll) _version = flows.Version;
        return !hasChanged && !isFirst ? null : Publish(context);
    }

    GeoSnapshot Publish(CollectionContext context)
    {
        _hasPublished = true;
        return new GeoSnapshot
        {
            Version = context.Version,
            TakenAt = context.Now,
            Databases = [.. _databases!.Select(each => each.Name)],
            Places = _places.ToImmutable(),
        };
    }

    // What the databases before said is forgotten.
    void Open(string named)
    {
        var opened = new List<PlaceDatabase>();
        string[] paths = [.. named.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostDatabases)];
        (_named, _databases, _version, _notice) = (named, opened, -1, null);
        if (_asked.Count > 0)
        {
            _asked.Clear();
            _places.Clear();
        }

        if (paths.Length == 0) _notice = "No database is given. Name a file of the MaxMind format in collectors.geo.database.";
        foreach (string path in paths)
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
