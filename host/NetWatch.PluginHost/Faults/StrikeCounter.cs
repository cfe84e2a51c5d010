namespace NetWatch.PluginHost.Faults;

/// <summary>Counts exceptions of one extension. Not safe for several threads at once; the quarantine calls it under its lock.</summary>
sealed class StrikeCounter(int strikes)
{
    readonly long[] _latest = new long[strikes];
    int _held;

    /// <summary>How often it has thrown since it was last cleared.</summary>
    public int Count { get; private set; }

    /// <summary>Notes an exception and says whether it was one too many within the window.</summary>
    public bool Strike(long now, TimeSpan window, TimeProvider time)
    {
        Count = Count == int.MaxValue ? Count : Count + 1;
        _latest[(Count - 1) % strikes] = now;
        _held = Math.Min(_held + 1, strikes);
        if (_held < strikes) return false;
        long oldest = _latest[Count % strikes];
        return time.GetElapsedTime(oldest, now) <= window;
    }

    public void Clear()
    {
        Count = 0;
        _held = 0;
    }
}
