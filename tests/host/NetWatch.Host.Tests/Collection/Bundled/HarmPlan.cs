using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>What one collector shall do.</summary>
/// <param name="end">Calls that never come back do so when the test is over.</param>
sealed class HarmPlan(CancellationToken end)
{
    volatile Harm _harm;
    volatile int _made, _begun, _forgotten, _released;

    internal Harm Harm
    {
        get => _harm;
        set => _harm = value;
    }

    /// <summary>Instances that were made, or begun to be.</summary>
    internal int Made
    {
        get => _made;
        set => _made = value;
    }

    /// <summary>Whether a call that was begun when <paramref name="released"/> was read shall come back: the test is over, or wants no more of it.</summary>
    internal bool IsOver(int released) => end.IsCancellationRequested || _released != released;

    /// <summary>How often calls were let go.</summary>
    internal int Released => _released;

    /// <summary>Lets calls that take a processor or memory come back, late.</summary>
    internal void Release() => _released++;

    internal object? Rubbish { get; set; }

    /// <summary>Changes what it publishes.</summary>
    internal Func<ISnapshot?, ISnapshot?> Alter { get; init; } = static snapshot => snapshot;

    /// <summary>Calls that do harm and were begun; a call is counted before it does any.</summary>
    internal int Begun => _begun;

    /// <summary>Whether one of them is waited for.</summary>
    internal bool IsAwaited => _begun != _forgotten;

    /// <summary>A call begins that does not come back for long. Any thread.</summary>
    internal void Begin() => Interlocked.Increment(ref _begun);

    /// <summary>So many are waited for no longer.</summary>
    internal void Forget(int begun) => _forgotten = begun;

    internal void WaitForEver() => end.WaitHandle.WaitOne();
}
