using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Attribution;

/// <summary>One reading of the socket table, to be asked by five-tuple. Immutable; made on the thread that reads, asked on the packet thread.</summary>
public sealed class SocketIndex
{
    // A connection that ended before the sockets were read is not among them; another one may have its five-tuple.
    const long Patience = 2_000_000_000;

    readonly Dictionary<FiveTuple, SocketRow> _connected = [];
    readonly Dictionary<(Transport, NetAddress, ushort), SocketRow> _open = [];
    readonly long _takenAt;

    /// <summary>Indexes the rows that have an owner.</summary>
    /// <param name="sockets">The sockets.</param>
    /// <param name="takenAt">When they were read.</param>
    public SocketIndex(ImmutableArray<SocketRow> sockets, DateTimeOffset takenAt)
    {
        _takenAt = (takenAt - DateTimeOffset.UnixEpoch).Ticks * 100;
        foreach (SocketRow row in sockets)
        {
            if (row.Owner is null) continue;
            FiveTuple local = row.Local;
            if (local.DestinationPort != 0 || !local.Destination.IsNone) _connected.TryAdd(local, row);
            else if (row.State == SocketState.Listen || local.Transport == Transport.Udp)
                _open.TryAdd((local.Transport, local.Source, local.SourcePort), row);
        }
    }

    internal static SocketIndex Empty { get; } = new([], DateTimeOffset.UnixEpoch);

    /// <summary>The owner of one end of a flow.</summary>
    /// <param name="local">The five-tuple from that end.</param>
    /// <param name="question">The flow.</param>
    /// <param name="isServer">Whether it is the responder's end.</param>
    internal SocketOwner? Find(in FiveTuple local, in FlowQuestion question, bool isServer)
    {
        if (question.End + Patience >= _takenAt && _connected.TryGetValue(local, out SocketRow? row)) return row.Owner;
        // An initiator of TCP listens on nothing: its port says nothing.
        if (!isServer && local.Transport != Transport.Udp) return null;
        if (!_open.TryGetValue((local.Transport, local.Source, local.SourcePort), out row)
            && !_open.TryGetValue((local.Transport, default, local.SourcePort), out row)) return null;
        AttributionEvidence evidence = isServer ? AttributionEvidence.Listener : AttributionEvidence.Port;
        SocketOwner owner = row.Owner!;
        return owner.Evidence <= evidence ? owner : owner with { Evidence = evidence };
    }
}
