using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Fragments;

/// <summary>
/// The datagrams that wait for fragments, oldest first, and the pages they share. Grows to its ceilings and then takes from the
/// oldest.
/// </summary>
sealed class PendingDatagrams(DecodeCounters counters, EngineOptions options)
{
    // One datagram needs as many pages.
    const int LeastPages = 65_536 / FragmentPage.Size;

    internal const long TimeoutNanoseconds = 30 * Timestamp.NanosecondsPerSecond;

    readonly Stack<PendingDatagram> _freeDatagrams = [];
    readonly Stack<FragmentPage> _freePages = [];
    readonly int _maxDatagrams = Math.Max(1, options.MaxFragmentedDatagrams);
    readonly int _maxPages = Math.Max(LeastPages + 1, options.MaxFragmentBytes / FragmentPage.Size);
    int _pages;
    PendingDatagram? _oldest;
    PendingDatagram? _newest;

    // Made with the first fragment, since making it compiles code.
    Dictionary<FragmentKey, PendingDatagram> ByKey => field ??= new(new FragmentKey.Comparer());

    /// <summary>The datagram of a key; a new one when there is none.</summary>
    internal PendingDatagram Find(in FragmentKey key, Timestamp time)
    {
        if (ByKey.TryGetValue(key, out PendingDatagram? found)) return found;
        if (ByKey.Count >= _maxDatagrams) EvictOldest();
        if (!_freeDatagrams.TryPop(out found)) found = new PendingDatagram();
        found.Begin(key, time);
        ByKey.Add(key, found);
        found.Older = _newest;
        if (_newest is null) _oldest = found;
        else _newest.Newer = found;
        _newest = found;
        counters.FragmentsPending = ByKey.Count;
        return found;
    }

    /// <summary>Gives up what has waited too long. A clock that goes backwards only makes it wait longer.</summary>
    internal void Expire(Timestamp now)
    {
        while (_oldest is not null && now.Nanoseconds - _oldest.Since.Nanoseconds > TimeoutNanoseconds)
        {
            Remove(_oldest);
            counters.FragmentsExpired++;
        }
    }

    internal void Remove(PendingDatagram datagram)
    {
        ByKey.Remove(datagram.Key);
        ReleasePages(datagram);
        if (datagram.Older is null) _oldest = datagram.Newer;
        else datagram.Older.Newer = datagram.Newer;
        if (datagram.Newer is null) _newest = datagram.Older;
        else datagram.Newer.Older = datagram.Older;
        datagram.Older = null;
        datagram.Newer = null;
        _freeDatagrams.Push(datagram);
        counters.FragmentsPending = ByKey.Count;
    }

    /// <summary>Gives a datagram the pages that a fragment falls into, if need be those of older datagrams.</summary>
    internal void ProvidePages(PendingDatagram datagram, in Fragment fragment)
    {
        for (int page = fragment.Offset / FragmentPage.Size; page <= (fragment.End - 1) / FragmentPage.Size; page++)
        {
            datagram.Pages[page] ??= TakePage(datagram);
        }
    }

    internal void ReleasePages(PendingDatagram datagram)
    {
        for (int i = 0; i < datagram.Pages.Length; i++)
        {
            if (datagram.Pages[i] is not FragmentPage page) continue;
            page.Clear();
            _freePages.Push(page);
            datagram.Pages[i] = null;
        }
    }

    FragmentPage TakePage(PendingDatagram forWhom)
    {
        // There are more pages than one datagram needs, so that evicting the others always frees one.
        while (_freePages.Count == 0 && _pages >= _maxPages) EvictOldest(forWhom);
        if (_freePages.TryPop(out FragmentPage? page)) return page;
        _pages++;
        return new FragmentPage();
    }

    void EvictOldest(PendingDatagram? except = null)
    {
        PendingDatagram? oldest = _oldest == except ? except?.Newer : _oldest;
        if (oldest is null) return;
        Remove(oldest);
        counters.FragmentsEvicted++;
    }
}
