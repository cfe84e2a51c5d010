using System.Collections.Immutable;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Snapshots;

/// <summary>The flows that have ended lately, and the shares of protocols of all that have ended.</summary>
sealed class EndedFlows(int protocols, int capacity)
{
    readonly Queue<FlowRow> _rows = new();
    readonly long[] _flows = new long[protocols + 1];
    readonly long[] _bytes = new long[protocols + 1];

    internal int Count => _rows.Count;

    internal void Add(in FlowRow row, byte app)
    {
        _flows[app]++;
        _bytes[app] += row.Record.BytesToServer + row.Record.BytesToClient;
        _rows.Enqueue(row);
        if (_rows.Count > capacity) _rows.Dequeue();
    }

    /// <summary>The newest rows, at most so many.</summary>
    internal IEnumerable<FlowRow> Newest(int room) => _rows.Skip(Math.Max(0, _rows.Count - Math.Max(0, room)));

    /// <summary>What each protocol has of all flows, ended and open.</summary>
    internal ImmutableArray<ProtocolShare> Shares(PacketPipeline pipeline)
    {
        Span<long> flows = stackalloc long[_flows.Length], bytes = stackalloc long[_bytes.Length];
        _flows.CopyTo(flows);
        _bytes.CopyTo(bytes);
        FlowTable table = pipeline.Tracker.Flows;
        for (int index = 0; index < table.Extent; index++)
        {
            ref Flow flow = ref table[index];
            if (!flow.InUse) continue;
            flows[flow.App]++;
            bytes[flow.App] += flow.BytesFromInitiator + flow.BytesFromResponder;
        }

        var shares = ImmutableArray.CreateBuilder<ProtocolShare>();
        for (int app = 0; app < flows.Length; app++)
        {
            if (flows[app] > 0) shares.Add(new ProtocolShare(app == 0 ? "unknown" : pipeline.Protocols.Protocols[app - 1].Id, flows[app], bytes[app]));
        }

        shares.Sort((a, b) => b.Bytes.CompareTo(a.Bytes));
        return shares.ToImmutable();
    }
}
