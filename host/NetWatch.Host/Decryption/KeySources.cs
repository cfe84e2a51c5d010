using NetWatch.Engine.Decryption;

namespace NetWatch.Host.Decryption;

/// <summary>
/// Where the secrets of this run come from: a key log file, which may be followed and exchanged for another while the program runs, and the
/// captures themselves.
/// </summary>
sealed class KeySources : IDisposable
{
    // Well below a second, so that a request is shown with its keys at once.
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    readonly Lock _gate = new();
    FollowedKeyLog? _log;
    TimeProvider? _time;
    ITimer? _timer;
    long _earlier;
    bool _isDisposed;

    /// <summary>Makes them; nothing is read yet.</summary>
    /// <param name="keyLog">The key log file, or null.</param>
    /// <param name="ring">Takes the secrets.</param>
    internal KeySources(string? keyLog, KeyRing ring)
    {
        Ring = ring;
        if (keyLog is not null) Use(keyLog);
    }

    internal KeyRing Ring { get; }

    /// <summary>How the key log stands; null when there is none. Any thread.</summary>
    internal KeyLogStatus? Status => Volatile.Read(ref _log)?.Status;

    /// <summary>Lines with secrets that key logs have brought so far. Any thread.</summary>
    internal long Brought => Interlocked.Read(ref _earlier) + (Status?.Secrets ?? 0);

    /// <summary>The status has changed. Raised on any thread; handlers must return at once.</summary>
    internal event EventHandler? Changed;

    /// <summary>Reads the key log as it stands; what is wrong with it in one sentence, or null.</summary>
    internal string? LoadOnce()
    {
        Ring.Close();
        if (_log is null) return null;
        KeyLogStatus status = _log.LoadOnce();
        if (status.IsThere) return null;
        return status.Fault is { } fault ? $"{status.Path}: {fault.TrimEnd('.')}; name a key log file." : $"{status.Path}: there is no such key log file; check the name.";
    }

    /// <summary>Follows the key log from here on, on threads of its own; it need not exist yet.</summary>
    internal void Follow(TimeProvider time)
    {
        lock (_gate) _time = time;
        _log?.Look();
        StartTimer();
    }

    /// <summary>
    /// Takes another key log, or none, in place of the one before. The secrets that were read stay: connections go on being decrypted. Any
    /// thread; waits for nothing.
    /// </summary>
    internal void Use(string? path)
    {
        FollowedKeyLog? next = path is null ? null : new FollowedKeyLog(path, Ring);
        if (next is not null) Ring.Activate();
        FollowedKeyLog? before = Interlocked.Exchange(ref _log, next);
        Interlocked.Add(ref _earlier, before?.Status.Secrets ?? 0);
        before?.End();
        StartTimer();
    }

    void StartTimer()
    {
        lock (_gate)
        {
            if (_time is null || _isDisposed) return;
            bool isWanted = Volatile.Read(ref _log) is not null;
            if (isWanted) _timer ??= _time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            // Without a key log nothing wakes up.
            _timer?.Change(isWanted ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, isWanted ? Interval : Timeout.InfiniteTimeSpan);
        }
    }

    void Look()
    {
        if (Volatile.Read(ref _log)?.Look() == true) Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>What is wrong with the key log while it is followed, or null. Any thread.</summary>
    internal string? Fault => Status is { Fault: { } fault } status ? $"{status.Path}: {fault}" : null;

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }

        Volatile.Read(ref _log)?.End();
    }
}
