using NetWatch.Engine;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Decryption;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Running;

/// <summary>The engine's thread behind a screen, on capture files.</summary>
sealed class FileWorker(ScreenEngine engine, KeySources keys, TimeProvider time)
{
    const string StandardInput = "-";

    // A key log that is read or written comes in pieces; the files are read again once, when it is quiet.
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    volatile string[] _errors = [];

    /// <summary>What was wrong with the files so far, a sentence each; replaced, never changed. Any thread.</summary>
    internal string[] Errors => _errors;

    /// <summary>Reads the files, and again whenever secrets have come that their connections lacked.</summary>
    internal void Work(string[] paths, CancellationToken cancellation)
    {
        // Not disposed: whoever tells of keys may still be about to set it.
        var keysCame = new AutoResetEvent(false);
        keys.Changed += (_, _) => keysCame.Set();
        do
        {
            (PacketPipeline pipeline, SnapshotPublisher publisher) = engine.Make();
            bool hadKeys = keys.Ring.IsActive;
            long brought = keys.Brought;
            ReadAll(paths, pipeline, new ScreenRun.Cadence(publisher, pipeline, time), cancellation);
            bool lacksKeys = !hadKeys || pipeline.FlowsWithoutKeys > 0 || pipeline.DecryptionCounts is { Unread: > 0 };
            if (!lacksKeys || !WaitForKeys(keysCame, brought, cancellation)) return;
            if (!paths.Contains(StandardInput)) continue;
            var cadence = new ScreenRun.Cadence(publisher, pipeline, time);
            cadence.Set(publisher.Source.State, publisher.Source.Name, "Keys have come after standard input was read, which can't be read again. Save the capture to a file, and open that.", 1);
            cadence.Look(force: true);
            return;
        }
        while (!cancellation.IsCancellationRequested);
    }

    bool WaitForKeys(AutoResetEvent keysCame, long brought, CancellationToken cancellation)
    {
        WaitHandle[] either = [cancellation.WaitHandle, keysCame];
        while (keys.Brought == brought)
        {
            if (WaitHandle.WaitAny(either) == 0) return false;
        }

        do
        {
            brought = keys.Brought;
            if (cancellation.WaitHandle.WaitOne(Quiet)) return false;
        }
        while (keys.Brought != brought);
        return true;
    }

    void ReadAll(string[] paths, PacketPipeline pipeline, ScreenRun.Cadence cadence, CancellationToken cancellation)
    {
        string name = paths.Length == 1 ? Path.GetFileName(paths[0]) : $"{paths.Length} captures";
        var errors = new List<string>();
        string? notice = null;
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
            if (run.Error is not { } error) continue;
            errors.Add(error);
            _errors = [.. errors];
        }

        pipeline.Complete();
        cadence.Set(_errors.Length == 0 ? SourceState.Ended : SourceState.Failed, name, notice, 1);
        cadence.Look(force: true);
    }
}
