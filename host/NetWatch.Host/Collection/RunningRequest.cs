using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Collection;

/// <summary>One request to an on-demand collector, on a thread of its own.</summary>
sealed class RunningRequest(string collectorId, Action<IReportSnapshot> show, TimeProvider time) : ICollectionReports, IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    IReportSnapshot? _latest;
    long _version;

    /// <summary>The latest report, or null before the first. Any thread.</summary>
    internal IReportSnapshot? Latest => Volatile.Read(ref _latest);

    public TimeProvider Time => time;

    public long NextVersion => Interlocked.Increment(ref _version);

    public void Publish(IReportSnapshot report)
    {
        if (_cancellation.IsCancellationRequested) return;
        Volatile.Write(ref _latest, report);
        show(report);
    }

    /// <summary>Begins.</summary>
    /// <param name="collector">A fresh instance.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="report">Takes what it throws.</param>
    internal void Start(IOnDemandCollector collector, CollectionRequest request, Action<Exception> report) => new Thread(() =>
    {
        try
        {
            collector.Run(request, this, _cancellation.Token);
        }
        catch (Exception error) when (_cancellation.IsCancellationRequested && error is OperationCanceledException)
        {
            // The user closed the window.
        }
        catch (Exception error)
        {
            report(error);
            Publish(new RefusedReport(NextVersion, time.GetUtcNow(), collectorId, $"It failed with {error.GetType().Name}: {error.Message}"));
        }
    }) { IsBackground = true, Name = "request " + collectorId }.Start();

    /// <summary>Asks it to come back; what it still publishes is dropped.</summary>
    public void Dispose() => _ = _cancellation.CancelAsync();
}
