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
        while (!cancellation.IsCancellationRequested)
        {
            int packets = capture.Session.Poll(pipeline, 100);
            if (packets < 0)
            {
                cadence.Set(SourceState.Ended, capture.Name, "The interface is gone. Choose another with -i.");
                cadence.Look(force: true);
                GoOnWithoutPackets(cancellation);
                return;
            }

            if (packets == 0) pipeline.Tick(new Timestamp((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100));
            publisher.Source = publisher.Source with { Statistics = capture.Session.ReadStatistics(), Notice = capture.Session.Notice };
            attribution.Flows.Drain();
            cadence.Look();
        }
    }

    // Sockets and processes are still there to be seen: the sources stay open until the screen is closed.
    static void GoOnWithoutPackets(CancellationToken cancellation) => cancellation.WaitHandle.WaitOne();
}
