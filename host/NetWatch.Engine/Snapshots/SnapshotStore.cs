using System.Collections.Concurrent;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Snapshots;

/// <summary>The latest snapshot of each type. Publishing and reading are one reference each; no reader waits for a writer.</summary>
public sealed class SnapshotStore : ISnapshots
{
    readonly ConcurrentDictionary<Type, ISnapshot> _latest = new();
    long _version;

    /// <summary>Grows with each publication of any type.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Is called after each publication, on the publishing thread; must return at once. Set before the first publication.</summary>
    public Action? OnPublished { get; set; }

    /// <summary>Replaces the snapshot of a type. Any thread, but one owner for each type.</summary>
    public void Publish<T>(T snapshot) where T : class, ISnapshot => Publish(typeof(T), snapshot);

    /// <summary>The same for a type that is not known when compiling. Any thread, but one owner for each type.</summary>
    public void Publish(Type type, ISnapshot snapshot)
    {
        _latest[type] = snapshot;
        Interlocked.Increment(ref _version);
        OnPublished?.Invoke();
    }

    /// <inheritdoc/>
    public T? Get<T>() where T : class, ISnapshot => _latest.TryGetValue(typeof(T), out ISnapshot? snapshot) ? (T)snapshot : null;
}
