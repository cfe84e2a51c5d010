using System.Globalization;
using System.Text;
using NetWatch.Engine;
using NetWatch.Host.Attribution;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Decryption;
using NetWatch.Host.Output;
using NetWatch.Host.Streams;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Running;

/// <summary>A live capture without a screen: lines come as flows end, and the last flows are written when it is stopped.</summary>
sealed class CaptureRun(Extensions extensions, IExporter exporter, IFlowFilter? filter, TimeProvider time)
{
    const int PollMilliseconds = 100;
    const int LastBlockMilliseconds = 40;
    static readonly TimeSpan LastPackets = TimeSpan.FromMilliseconds(500);

    internal TimeSpan? Limit { get; init; }

    internal long? Count { get; init; }

    /// <summary>What the user has set.</summary>
    internal required Settings Settings { get; init; }

    /// <summary>The secrets to decrypt with.</summary>
    internal required KeySources Keys { get; init; }

    /// <summary>Whether the secrets of what was captured go into the packet file.</summary>
    internal bool WithSecrets { get; init; }

    internal string? WriteTo { get; init; }

    internal int Run(LiveRequest request)
    {
        var stop = new StopSignals();
        var pipeline = new PacketPipeline(extensions.LoadProtocols(withDissectors: false), Options(), extensions.Faults) { Keys = Keys.Ring };
        foreach (string warning in extensions.Warnings()) Say(warning);
        using AttributionRun attribution = AttributionRun.Start(extensions, time, store: null);
        using LiveCapture? capture = LiveCapture.TryOpen(extensions, request, out CaptureRefusal? refusal);
        if (capture is null)
        {
            Say(refusal!.Sentence);
            return refusal.ExitCode;
        }

        using Stream output = StandardOutput.Open();
        IExportSession session = exporter.Open(new ExportTarget { Output = output, CaptureName = capture.Name, IsLive = true });
        var listener = new ExportListener(session, filter, exporter, extensions.Faults);
        var attributed = new AttributedListener(listener, attribution.Flows, time);
        pipeline.Listener = attributed;
        pipeline.Attribution = attribution.Flows;
        pipeline.OpenFrameOwners = () => FrameSources.Open(extensions, time);
        PacketFileWriter? writer = null;
        if (WriteTo is not null && (writer = OpenWriter(pipeline)) is null) return ExitCodes.BadInput;
        Say($"capturing on {capture.Name}; Ctrl-C ends it and writes the open flows");
        if (capture.Session.Notice is { } notice) Say(notice);
        Keys.Follow(time);
        if (Keys.Fault is { } fault) Say(fault);
        if (AttributionNotice.Summary(attribution.Rows) is { } summary) Say(summary);
        if (AttributionNotice.Of(attribution.Rows) is { } missing) Say(missing);
        Poll(capture, pipeline, listener, attributed, writer, stop.Token);
        CaptureStatistics statistics = capture.Session.ReadStatistics();
        attribution.Stop();
        pipeline.Complete();
        attributed.Release(all: true);
        listener.End(pipeline.Totals);
        int exit = Finish(listener, writer);
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{pipeline.Counters.Packets} packets captured, {statistics.DroppedByKernel} dropped by the kernel, {statistics.DroppedByInterface} dropped by the interface, {pipeline.Counters.Flows} flow{(pipeline.Counters.Flows == 1 ? "" : "s")}"));
        if (Keys.Ring.Counters is { Malformed: > 0 and var malformed }) Say(string.Create(CultureInfo.InvariantCulture, $"{malformed} lines of key logs are malformed"));
        if (AttributionNotice.Lost(attribution) is { } lost) Say(lost);
        if (AttributionNotice.Hurried(attributed) is { } hurried) Say(hurried);
        foreach (var each in extensions.Quarantine.Faults) Say(each.Summary);
        return exit;
    }

    // Only a filter looks at every exchange of a connection.
    EngineOptions Options()
    {
        EngineOptions options = EngineSettings.Options(Settings, extensions.Annotator);
        return filter is null ? options with { MaxTransactions = 0 } : options;
    }

    PacketFileWriter? OpenWriter(PacketPipeline pipeline)
    {
        try
        {
            var writer = new PacketFileWriter(WriteTo!, pipeline, filter);
            pipeline.Tap = writer;
            return writer;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say(FileErrors.Sentence(WriteTo!, error));
            return null;
        }
    }

    void Poll(LiveCapture capture, PacketPipeline pipeline, ExportListener listener, AttributedListener attributed, PacketFileWriter? writer, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        IPacketSink sink = Count is { } count ? new LimitedSink(pipeline, count) : pipeline;
        while (!cancellation.IsCancellationRequested && listener.Failure is null && writer?.Failure is null)
        {
            int packets = capture.Session.Poll(sink, PollMilliseconds);
            if (packets < 0)
            {
                Say($"{capture.Name}: the interface is gone; the open flows are written");
                return;
            }

            // On a quiet wire packet time stands still; wall time takes over so that silent flows still end.
            if (packets == 0) pipeline.Tick(new Timestamp((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100));
            attributed.Release();
            listener.Flush();
            if (Limit is { } limit && time.GetElapsedTime(started) >= limit) break;
            if (Count is { } wanted && pipeline.Counters.Packets >= wanted) return;
        }

        // What has arrived before the end still lies in the kernel's buffer, the last of it in a block that is not closed yet.
        long stopped = time.GetTimestamp();
        while (listener.Failure is null && time.GetElapsedTime(stopped) < LastPackets && capture.Session.Poll(sink, LastBlockMilliseconds) > 0) listener.Flush();
    }

    bool TryEmbedSecrets()
    {
        string secrets = Keys.Ring.ExportUsed();
        if (secrets.Length == 0)
        {
            Say($"{WriteTo}: no secrets are in the file: no key of a captured connection was logged");
            return true;
        }

        try
        {
            PacketFileSecrets.Embed(WriteTo!, Encoding.ASCII.GetBytes(secrets));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say($"the secrets could not be put into the file: {FileErrors.Sentence(WriteTo!, error)}");
            return false;
        }
    }

    int Finish(ExportListener listener, PacketFileWriter? writer)
    {
        writer?.Dispose();
        if (writer is { Failure: null } && WithSecrets && !TryEmbedSecrets()) return ExitCodes.Failure;
        if (writer is { Dropped: > 0 }) Say(string.Create(CultureInfo.InvariantCulture, $"{writer.Dropped} packets are not in the file: the disk was too slow"));
        if (writer?.Failure is { } failure)
        {
            Say($"writing packets stopped: {failure.Message}");
            return ExitCodes.Failure;
        }

        if (listener.Failure is not { } stop || StandardOutput.IsClosedPipe(stop)) return ExitCodes.Success;
        Say($"writing stopped: {stop.Message}");
        return ExitCodes.Failure;
    }

    static void Say(string sentence) => Console.Error.WriteLine("netwatch: " + Plain.Clean(sentence));
}
