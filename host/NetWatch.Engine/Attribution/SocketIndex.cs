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
    readonly DepartedSockets<FiveTuple> _connectedBefore = new();
    readonly DepartedSockets<(Transport, NetAddress, ushort)> _openBefore = new();
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

    /// <summary>Remembers for a minute what the reading before had and is gone. Once, before the index is asked for the first time.</summary>
    internal void Remember(SocketIndex before)
    {
        _connectedBefore.Take(before._connectedBefore, before._connected, before._takenAt, _connected, _takenAt);
        _openBefore.Take(before._openBefore, before._open, before._takenAt, _open, _takenAt);
    }

    /// <summary>The owner of one end of a flow.</summary>
    /// <param name="local">The five-tuple from that end.</param>
    /// <param name="question">The flow.</param>
    /// <param name="isServer">Whether it is the responder's end.</param>
    internal SocketOwner? Find(in FiveTuple local, in FlowQuestion question, bool isServer)
    {
        if (question.End + Patience >= _takenAt && _connected.TryGetValue(local, out SocketRow? row)) return row.Owner;
        if (_connectedBefore.TryGet(local, out row, out long lastSeen) && question.Start <= lastSeen && question.End + Patience >= lastSeen) return row.Owner;
        // An initiator of TCP listens on nothing: its port says nothing.
        if (!isServer && local.Transport != Transport.Udp) return null;
        if (FindOpen((local.Transport, local.Source, local.SourcePort), question) is not { } owner
            && (owner = FindOpen((local.Transport, default, local.SourcePort), question)) is null) return null;
        AttributionEvidence evidence = isServer ? AttributionEvidence.Listener : AttributionEvidence.Port;
        return owner.Evidence <= evidence ? owner : owner with { Evidence = evidence };
    }

    // One that is gone was there until the next reading at most.
    SocketOwner? FindOpen((Transport, NetAddress, ushort) end, in FlowQuestion question)
    {
        if (_open.TryGetValue(end, out SocketRow? row)) return row.Owner;
        return _openBefore.TryGet(end, out row, out long lastSeen) && question.Start <= lastSeen + Patience ? row.Owner : null;
    }
}
