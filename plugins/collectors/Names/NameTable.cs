using System.Collections.Immutable;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Names;

/// <summary>Names by address, within bounds. One thread.</summary>
sealed class NameTable
{
    const int Most = 65_536;
    const int LongestName = 255;

    readonly ImmutableDictionary<NetAddress, HostName>.Builder _names = ImmutableDictionary.CreateBuilder<NetAddress, HostName>();
    readonly Queue<NetAddress> _order = new();
    bool _hasChanged;

    internal bool Has(NetAddress address) => _names.ContainsKey(address);

    internal void Learn(NetAddress address, string name, NameOrigin origin)
    {
        if (address.IsNone || address.IsMulticastOrBroadcast) return;
        name = name.TrimEnd('.');
        if (name.Length is 0 or > LongestName) return;
        if (_names.TryGetValue(address, out HostName? known))
        {
            if (known.Origin > origin || known.Name == name && known.Origin == origin) return;
        }
        else
        {
            if (_names.Count >= Most) _names.Remove(_order.Dequeue());
            _order.Enqueue(address);
        }

        _names[address] = new HostName(name, origin);
        _hasChanged = true;
    }

    /// <summary>The names when they have changed since this was asked last, or null.</summary>
    internal ImmutableDictionary<NetAddress, HostName>? TakeChanged()
    {
        if (!_hasChanged) return null;
        _hasChanged = false;
        return _names.ToImmutable();
    }
}
