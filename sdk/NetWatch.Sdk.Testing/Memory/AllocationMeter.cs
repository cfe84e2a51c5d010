namespace NetWatch.Sdk.Testing.Memory;

/// <summary>
/// Measures what the current thread allocates. A garbage collection, which other tests of the process cause at any time, takes from the thread
/// what it has reserved and not used yet, up to 8 kB, and the runtime counts that as allocated: a measurement with one in it says nothing and is
/// made again. Kept in a local variable; <c>do { meter.Start(); Work(); } while (!meter.TryStop());</c>.
/// </summary>
public struct AllocationMeter
{
    // Work that allocates much causes collections itself, and is measured in the end.
    const int MostDisturbed = 20;

    Collections _before;
    long _start;
    int _disturbed;

    /// <summary>What was allocated between <see cref="Start"/> and <see cref="TryStop"/>, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Begins to measure.</summary>
    public void Start()
    {
        _before = Collections.UntilNow();
        _start = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>
    /// Ends the measurement. False when a collection ran meanwhile and something was counted: then the work has to be done once more, in the same
    /// state. Answers with true after twenty times, whatever was counted.
    /// </summary>
    public bool TryStop()
    {
        Bytes = GC.GetAllocatedBytesForCurrentThread() - _start;
        return Bytes == 0 || ++_disturbed >= MostDisturbed || Collections.UntilNow() == _before && !IsOneRunning();
    }

    // One in the background is told of only when it is over. Another one waits for its end.
    readonly bool IsOneRunning()
    {
        GC.Collect();
        return Collections.UntilNow() with { Blocking = _before.Blocking } != _before;
    }

    readonly record struct Collections(long Ephemeral, long Blocking, long Background)
    {
        internal static Collections UntilNow() =>
            new(GC.GetGCMemoryInfo(GCKind.Ephemeral).Index, GC.GetGCMemoryInfo(GCKind.FullBlocking).Index, GC.GetGCMemoryInfo(GCKind.Background).Index);
    }
}
