namespace NetWatch.Terminal.Shell;

/// <summary>
/// Knows which call into a tab the screen's thread is in, and since when. A call that does not come back can be given up from another
/// thread; then the thread that made it ends as soon as it comes back, and another draws in its place.
/// </summary>
sealed class TabWatch(TimeProvider time)
{
    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    readonly Lock _gate = new();
    TabHost? _tab;
    string _member = "";
    long _since, _running, _begun;

    /// <summary>A call begins. Returns its number for <see cref="Leave"/>. Screen's thread.</summary>
    public long Enter(TabHost tab, string member)
    {
        lock (_gate)
        {
            // Within another call: that one is watched.
            if (_running != 0) return 0;
            (_tab, _member, _since) = (tab, member, time.GetTimestamp());
            return _running = ++_begun;
        }
    }

    /// <summary>A call came back.</summary>
    /// <exception cref="AbandonedCallException">It was given up: another thread draws now, and this one must touch nothing any more.</exception>
    public void Leave(long call)
    {
        lock (_gate)
        {
            if (call == 0) return;
            if (_running != call) throw new AbandonedCallException();
            _running = 0;
        }
    }

    /// <summary>Gives up the running call if it has taken too long. Returns its tab and member, or null. Any thread.</summary>
    public (TabHost Tab, string Member)? TryGiveUp()
    {
        lock (_gate)
        {
            if (_running == 0 || time.GetElapsedTime(_since) < Limit) return null;
            _running = 0;
            return (_tab!, _member);
        }
    }
}
