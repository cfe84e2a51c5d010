using NetWatch.Engine;
using NetWatch.Engine.Snapshots;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Running;

/// <summary>The engine's thread behind a screen, on capture files.</summary>
sealed class FileWorker(PacketPipeline pipeline, SnapshotPublisher publisher, TimeProvider time)
{
    volatile string[] _errors = [];

    /// <summary>What was wrong with the files so far, a sentence each; replaced, never changed. Any thread.</summary>
    internal string[] Errors => _errors;

    internal void Work(string[] paths, CancellationToken cancellation)
    {
        var cadence = new ScreenRun.Cadence(publisher, pipeline, time);
        string? notice = null;
        string name = paths.Length == 1 ? Path.GetFileName(paths[0]) : $"{paths.Length} captures";
        cadence.Set(SourceState.Running, name, null);
        cadence.Look(force: true);
        foreach (string path in paths)
        {
            var run = new FileRun(path, pipeline);
            run.Read((done, total) =>
            {
                cadence.Set(SourceState.Running, name, notice, total > 0 ? Math.Min(1, (double)done / total) : 0);
                cadence.Look();
            }, cancellation);
            if (cancellation.IsCancellationRequested) return;
            notice ??= run.Error ?? run.Notice;
            if (run.Error is { } error) _errors = [.. _errors, error];
        }

        pipeline.Complete();
        cadence.Set(_errors.Length == 0 ? SourceState.Ended : SourceState.Failed, name, notice, 1);
        cadence.Look(force: true);
    }
}
