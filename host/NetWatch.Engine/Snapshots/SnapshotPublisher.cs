using System.Collections.Immutable;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Snapshots;

/// <summary>
/// Makes the snapshots of a pipeline: counters and rates, and the flows. Runs on the packet thread between two batches, because
/// that thread owns the flow table; it costs a walk over the table, so it is called a few times a second and no more.
/// </summary>
public sealed class SnapshotPublisher : IPacketTap
{
    readonly PacketPipeline _pipeline;
    readonly SnapshotStore _store;
    readonly TimeProvider _time;
    readonly int _maxRows;
    readonly RateHistory _rates = new();
    readonly FlowRates _flowRates = new();
    readonly EndedFlows _ended;
    readonly List<(long LastTime, int Index)> _newest = [];
    long _version, _omitted;

    /// <summary>Attaches to a pipeline. Call before the first packet.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="store">Takes the snapshots.</param>
    /// <param name="time">Wall time of the snapshots.</param>
    /// <param name="maxRows">How many flows the table shows at most, ended ones included.</param>
    public SnapshotPublisher(PacketPipeline pipeline, SnapshotStore store, TimeProvider time, int maxRows)
    {
        (_pipeline, _store, _time, _maxRows) = (pipeline, store, time, maxRows);
        _ended = new EndedFlows(pipeline.Protocols.Protocols.Count, maxRows);
        pipeline.Tap = this;
        pipeline.Tracker.FlowEnding = OnFlowEnding;
    }

    /// <summary>What the source is, and how it stands. Set by the thread that publishes.</summary>
    public SourceStatus Source { get; set; } = new();

    /// <summary>The version of the last snapshot; versions go on from what this is set to before the first.</summary>
    public long Version
    {
        get => Volatile.Read(ref _version);
        init => _version = value;
    }

    /// <summary>Whether packets come from the wire.</summary>
    public bool IsLive { get; init; }

    /// <inheritdoc/>
    public void OnPacket(in CapturedPacket packet, in Decode.DecodedPacket decoded) =>
        _rates.Add(packet.Time.Nanoseconds, packet.WireLength);

    void OnFlowEnding(in Flow flow, FlowEndReason reason)
    {
        FlowRecord record = _pipeline.Tracker.Record(flow, reason);
        _flowRates.Forget(flow.Number);
        _ended.Add(new FlowRow(flow.Number, record, 0, 0, ServerName(record)), flow.App);
    }

    /// <summary>Makes and publishes both snapshots.</summary>
    public void Publish()
    {
        _version++;
        DateTimeOffset now = _time.GetUtcNow();
        // Live, packet time is wall time: the rate falls while nothing comes.
        if (IsLive) _rates.MoveTo(now.ToUnixTimeSeconds());
        _store.Publish(MakeFlows(now));
        _store.Publish(MakeEngine(now));
    }

    EngineSnapshot MakeEngine(DateTimeOffset now)
    {
        EngineCounters counters = _pipeline.Counters;
        return new EngineSnapshot
        {
            Version = _version,
            TakenAt = now,
            Source = Source.Name,
            State = Source.State,
            Notice = Source.Notice,
            Progress = Source.Progress,
            Packets = counters.Packets,
            Bytes = counters.Bytes,
            PacketsPerSecond = _rates.PacketsPerSecond,
            BitsPerSecond = _rates.BytesPerSecond * 8.0,
            BytesPerSecondHistory = _rates.History(),
            Protocols = _ended.Shares(_pipeline),
            FlowsSeen = counters.Flows,
            FlowsActive = _pipeline.Tracker.Flows.Count,
            Drops = [.. SourceDrops(), .. SocketEventDrops(), .. FragmentDrops(), .. counters.Drops(), .. KeptDrops()],
            FirstPacketTime = _pipeline.Totals.FirstPacket,
            PacketTime = _pipeline.PacketTime,
        };
    }

    ImmutableArray<DropCounter> SourceDrops() =>
    [
        new("kernel", Source.Statistics.DroppedByKernel, "Packets that the kernel dropped because the capture buffer was full."),
        new("interface", Source.Statistics.DroppedByInterface, "Packets that the interface or its driver dropped before the capture."),
        new("malformed", _pipeline.DecodeCounters.Malformed, "Packets whose headers contradict themselves.") { IsOrdinary = true },
        new("ring", _pipeline.Ring?.Overwritten ?? 0, "Packets that have left the viewer's ring for newer ones.") { IsOrdinary = true },
    ];

    ImmutableArray<DropCounter> FragmentDrops() =>
    [
        new("fragments", _pipeline.DecodeCounters.FragmentsEvicted, "Datagrams that waited for fragments and were given up for newer ones."),
        new("late fragments", _pipeline.DecodeCounters.FragmentsExpired, "Datagrams of which a fragment did not come within 30 seconds.") { IsOrdinary = true },
    ];

    IEnumerable<DropCounter> KeptDrops()
    {
        if (_omitted > 0) yield return new("rows", _omitted, "Flows that are not in the tables of the tabs, because newer ones are.") { IsOrdinary = true };
        if (_pipeline.Keys is not { MayServe: true } keys) yield break;
        foreach (DropCounter drop in keys.Counters.Drops()) yield return drop;
        if (_pipeline.PlaintextListener is PlaintextHistory plaintext)
            yield return new("plaintext", plaintext.Evicted, "Connections whose plaintext is no longer kept for the screen.") { IsOrdinary = true };
    }

    ImmutableArray<DropCounter> SocketEventDrops() => _pipeline.Attribution is not { } attribution ? [] :
    [
        new("socket events", attribution.Lost + attribution.LostBySources,
            "Events of sockets that were lost on their way from the kernel: as many flows may lack their process."),
    ];

    FlowTableSnapshot MakeFlows(DateTimeOffset now)
    {
        FlowTable flows = _pipeline.Tracker.Flows;
        CollectNewest(flows);
        var rows = ImmutableArray.CreateBuilder<FlowRow>(_newest.Count + _ended.Count);
        int room = _maxRows - _newest.Count;
        rows.AddRange(_ended.Newest(room));
        long time = _pipeline.PacketTime.Nanoseconds;
        // Live, a quiet wire is time that passes without bytes.
        if (IsLive) time = Math.Max(time, (now - DateTimeOffset.UnixEpoch).Ticks * 100);
        foreach ((_, int index) in _newest)
        {
            ref Flow flow = ref flows[index];
            _pipeline.Attribution?.Attribute(ref flow);
            FlowRecord record = _pipeline.Tracker.Record(flow, FlowEndReason.None);
            (double up, double down) = _flowRates.Measure(flow.Number, flow.BytesFromInitiator, flow.BytesFromResponder, time, IsLive ? flow.FirstTime : long.MinValue / 2);
            rows.Add(new FlowRow(flow.Number, record, up, down, ServerName(record)));
        }

        rows.Sort((a, b) => a.Number.CompareTo(b.Number));
        _omitted = _pipeline.Counters.Flows - rows.Count;
        return new FlowTableSnapshot { Version = _version, TakenAt = now, Rows = rows.ToImmutable(), Omitted = _omitted };
    }

    void CollectNewest(FlowTable flows)
    {
        _newest.Clear();
        for (int index = 0; index < flows.Extent; index++)
        {
            if (flows[index].InUse) _newest.Add((flows[index].LastTime, index));
        }

        if (_newest.Count <= _maxRows) return;
        _newest.Sort((a, b) => b.LastTime.CompareTo(a.LastTime));
        _newest.RemoveRange(_maxRows, _newest.Count - _maxRows);
    }

    static string? ServerName(in FlowRecord record)
    {
        foreach (Sdk.Protocols.Facts.Fact fact in record.Facts)
        {
            if (fact.ServerName is { Length: > 0 } name) return name;
        }

        return null;
    }
}
