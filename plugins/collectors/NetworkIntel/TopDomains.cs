using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.NetworkIntel;

/// <summary>The most frequent domains in bounded memory: the space-saving algorithm. The least frequent one gives its counter to a newcomer.</summary>
sealed class TopDomains(int capacity)
{
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly List<DomainActivity> _counters = [];

    internal void Count(string domain, bool isQuery, bool isNotFound)
    {
        if (!_places.TryGetValue(domain, out int place)) place = Admit(domain);
        DomainActivity counter = _counters[place];
        _counters[place] = counter with { Queries = counter.Queries + (isQuery ? 1 : 0), NotFound = counter.NotFound + (isNotFound ? 1 : 0) };
    }

    int Admit(string domain)
    {
        if (_counters.Count < capacity)
        {
            _counters.Add(new DomainActivity(domain, 0, 0, 0));
            return _places[domain] = _counters.Count - 1;
        }

        int least = 0;
        for (int i = 1; i < _counters.Count; i++)
        {
            if (_counters[i].Queries < _counters[least].Queries) least = i;
        }

        DomainActivity leaving = _counters[least];
        _places.Remove(leaving.Domain);
        _counters[least] = new DomainActivity(domain, leaving.Queries, 0, leaving.Queries);
        return _places[domain] = least;
    }

    internal ImmutableArray<DomainActivity> Top(int count) =>
        [.. _counters.OrderByDescending(each => each.Queries).ThenBy(each => each.Domain, StringComparer.Ordinal).Take(count)];
}
