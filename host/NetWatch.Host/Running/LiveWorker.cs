using NetWatch.Engine;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Attribution;
using NetWatch.Host.Composition;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Running;

/// <summary>The engine's thread behind a screen, on an interface.</summary>
sealed class LiveWorker(Extensions extensions, PacketPipeline pipeline, SnapshotPublisher publisher, SnapshotStore store, TimeProvider time)
{
    internal void Work(LiveRequest request, CancellationToken cancellation)
    {
        var cadence = new ScreenRun.Cadence(publisher, pipeline, time);
        using AttributionRun attribution = AttributionRun.Start(extensions, time, store);
        pipeline.Attribution = attribution.Flows;
        string wanted = request.Interface ?? "live";
        using LiveCapture? capture = LiveCapture.TryOpen(extensions, request, out CaptureRefusal? refusal);
        if (capture is null)
        {
            cadence.Set(SourceState.Failed, wanted, refusal!.Sentence);
            cadence.Look(force: true);
            GoOnWithoutPackets(cancellation);
            return;
        }

        cadence.Set(SourceState.Running, capture.Name, capture.Session.Notice);
        cadence.Look(force: true);
        var watch = new EngineWatch(store, time);
        watch.Start();
        Poll(capture, attribution, cadence, watch, cancellation);
        watch.Stop();
        GoOnWithoutPackets(cancellation);
    }

    // Until the user leaves, the interface is gone, or what captures has failed.
    void Poll(LiveCapture capture, AttributionRun attribution, ScreenRun.Cadence cadence, EngineWatch watch, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            watch.Beat();
            try
            {
                if (!Step(capture, attribution, cadence)) return;
            }
            catch (OutOfMemoryException)
            {
                // Whoever takes all the memory there is, is refused it, too; what came meanwhile is counted by the source.
            }
            catch (Exception error)
            {
                // Of the capture plugin, which has no second instance in place, or of the engine: either way the screen stays and tells it.
                capture.Fault(error);
                cadence.Set(SourceState.Failed, capture.Name, $"The capture has stopped: {error.GetType().Name}: {error.Message} Start netwatch again to go on.");
                cadence.Look(force: true);
                return;
            }
        }
    }

    // Returns whether the interface is still there.
    bool Step(LiveCapture capture, AttributionRun attribution, ScreenRun.Cadence cadence)
    {
        int packets = capture.Session.Poll(pipeline, 100);
        if (packets < 0)
        {
            cadence.Set(SourceState.Ended, capture.Name, "The interface is gone. Choose another with -i.");
            cadence.Look(force: true);
            return false;
        }

        if (packets == 0) pipeline.Tick(new Timestamp((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100));
        publisher.Source = publisher.Source with { Statistics = capture.Session.ReadStatistics(), Notice = capture.Session.Notice };
        attribution.Flows.Drain();
        cadence.Look();
        return true;
    }

    // Sockets and processes are still there to be seen: the sources stay open until the screen is closed.
    static void GoOnWithoutPackets(CancellationToken cancellation) => cancellation.WaitHandle.WaitOne();
}
