using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Tabs;

/// <summary>What all panels of one frame see: one set of snapshots, taken together. While the user has paused, the set stays.</summary>
public readonly ref struct Frame
{
    readonly ISnapshots _snapshots;

    /// <summary>Made by the shell once a frame.</summary>
    public Frame(ISnapshots snapshots, long number, DateTimeOffset now, bool isPaused)
    {
        _snapshots = snapshots;
        Number = number;
        Now = now;
        IsPaused = isPaused;
    }

    /// <summary>Number of the frame, from 1.</summary>
    public long Number { get; }

    /// <summary>Wall time of the frame.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether the user has paused the screen.</summary>
    public bool IsPaused { get; }

    /// <summary>The snapshot of this frame, or null when there is none.</summary>
    public T? Get<T>() where T : class, ISnapshot => _snapshots.Get<T>();
}
