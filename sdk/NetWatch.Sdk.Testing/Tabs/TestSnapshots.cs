using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>Snapshots that a test sets.</summary>
public sealed class TestSnapshots : ISnapshots
{
    readonly Dictionary<Type, ISnapshot> _latest = [];

    /// <inheritdoc/>
    public T? Get<T>() where T : class, ISnapshot => _latest.TryGetValue(typeof(T), out ISnapshot? snapshot) ? (T)snapshot : null;

    /// <summary>All of them with their types.</summary>
    public IEnumerable<(Type Type, ISnapshot Snapshot)> All() => _latest.Select(static each => (each.Key, each.Value));

    /// <summary>Replaces the snapshot of a type.</summary>
    public void Set<T>(T snapshot) where T : class, ISnapshot => _latest[typeof(T)] = snapshot;
}
