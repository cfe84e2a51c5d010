using System.Globalization;
using NetWatch.Engine.Snapshots;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Running;

/// <summary>
/// Tells on the screen that the engine of a live capture stands still. Classifiers and analyzers run between the packets: one that does not
/// come back holds up all that follows, and nobody on that thread is left to say so.
/// </summary>
sealed class EngineWatch(SnapshotStore store, TimeProvider time)
{
    /// <summary>How long the engine may take between two beats, which lie a tenth of a second apart when all is well.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A monitor and not a Lock: the watching thread waits on it.
    readonly object _gate = new();

    long _beat = time.GetTimestamp();
    DateTimeOffset _at = time.GetUtcNow();
    bool _isTold;
    bool _isOver;

    /// <summary>The engine has come around once more. Its own thread.</summary>
    internal void Beat()
    {
        _at = time.GetUtcNow();
        Volatile.Write(ref _beat, time.GetTimestamp());
    }

    /// <summary>Looks whether it goes on, and tells once when it does not. Another thread, about once a second.</summary>
    internal void Look()
    {
        bool isLate = time.GetElapsedTime(Volatile.Read(ref _beat)) > Limit;
        // When it goes on its next snapshot replaces this one.
        if (isLate && !_isTold && store.Get<EngineSnapshot>() is { } latest)
        {
            string since = _at.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            store.Publish(latest with
            {
                TakenAt = time.GetUtcNow(), State = SourceState.Failed,
                Notice = $"The engine stands still since {since}: a plugin that looks at packets does not come back. Start netwatch again, with --safe-mode to leave out what is not bundled.",
            });
        }

        _isTold = isLate;
    }

    /// <summary>Looks by itself until it is stopped.</summary>
    internal void Start() => new Thread(() =>
    {
        lock (_gate)
        {
            while (!_isOver)
            {
                if (!Monitor.Wait(_gate, Interval)) Look();
            }
        }
    }) { IsBackground = true, Name = "engine watch" }.Start();

    /// <summary>The capture is over.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.Pulse(_gate);
        }
    }
}
