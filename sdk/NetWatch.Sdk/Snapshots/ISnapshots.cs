namespace NetWatch.Sdk.Snapshots;

/// <summary>The latest snapshot of each type.</summary>
public interface ISnapshots
{
    /// <summary>The latest snapshot, or null when none was published yet. Any thread; one volatile read.</summary>
    T? Get<T>() where T : class, ISnapshot;
}
