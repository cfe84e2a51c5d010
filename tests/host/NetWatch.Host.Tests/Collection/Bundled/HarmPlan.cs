using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>What one collector shall do.</summary>
/// <param name="over">Calls that never come back do so when the test is over.</param>
sealed class HarmPlan(CancellationToken over)
{
    volatile Harm _harm;
    volatile int _made;

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

    /// <summary>Whether the test is over.</summary>
    internal bool IsOver => over.IsCancellationRequested;

    internal object? Rubbish { get; set; }

    /// <summary>Changes what it publishes.</summary>
    internal Func<ISnapshot?, ISnapshot?> Alter { get; init; } = static snapshot => snapshot;

    internal void WaitForEver() => over.WaitHandle.WaitOne();
}
