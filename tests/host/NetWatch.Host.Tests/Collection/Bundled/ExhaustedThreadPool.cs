namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>Blocks every thread of the pool, and each that the pool adds, until it is disposed.</summary>
sealed class ExhaustedThreadPool : IDisposable
{
    // The pool adds a thread or two a second while it starves: more than it can add during a test.
    const int Blocked = 2_000;

    readonly ManualResetEventSlim _release = new();
    readonly CountdownEvent _left = new(Blocked);
    int _begun;

    internal ExhaustedThreadPool()
    {
        for (int i = 0; i < Blocked; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                Interlocked.Increment(ref _begun);
                _release.Wait();
                _left.Signal();
            }, null);
        }

        SpinWait.SpinUntil(() => Volatile.Read(ref _begun) >= Environment.ProcessorCount, TimeSpan.FromMinutes(1)).ShouldBeTrue();
    }

    /// <summary>Whether work still waits for a thread.</summary>
    internal bool IsExhausted => ThreadPool.PendingWorkItemCount > 0;

    public void Dispose()
    {
        _release.Set();
        _left.Wait();
        _left.Dispose();
        _release.Dispose();
    }
}
