using NetWatch.Sdk.Snapshots;

namespace NetWatch.Terminal.Shell;

/// <summary>
/// The set of snapshots of one frame. Each type is read from the store once a frame, all types that were asked for before at the
/// beginning of it, so that every panel of the frame agrees. While paused, the set stays; a type that is asked for the first time
/// while paused is pinned then. Only the screen's thread uses it.
/// </summary>
public sealed class FrameSnapshots(ISnapshots store) : ISnapshots
{
    readonly Dictionary<Type, Slot> _slots = [];
    readonly List<Slot> _all = [];

    /// <summary>Whether the set is kept.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Begins a frame: takes the latest of every type seen so far. Returns whether any differs from the frame before.</summary>
    public bool Capture()
    {
        if (IsPaused) return false;
        bool changed = false;
        foreach (Slot slot in _all) changed |= slot.Capture(store);
        return changed;
    }

    /// <inheritdoc/>
    public T? Get<T>() where T : class, ISnapshot
    {
        if (!_slots.TryGetValue(typeof(T), out Slot? slot))
        {
            slot = new Slot<T>();
            slot.Capture(store);
            _slots.Add(typeof(T), slot);
            _all.Add(slot);
        }

        return ((Slot<T>)slot).Value;
    }

    abstract class Slot
    {
        public abstract bool Capture(ISnapshots store);
    }

    sealed class Slot<T> : Slot where T : class, ISnapshot
    {
        public T? Value { get; private set; }

        public override bool Capture(ISnapshots store)
        {
            T? latest = store.Get<T>();
            if (ReferenceEquals(latest, Value)) return false;
            Value = latest;
            return true;
        }
    }
}
