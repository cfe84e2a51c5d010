using System.Collections.Frozen;
using System.Collections.Immutable;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Attribution;

/// <summary>
/// Merges what attribution sources say, per flow and per end: the best evidence is kept. Never on the way of a packet: events are taken in
/// between batches, and flows are asked for when a record is made of them and on the table's slow walk. Belongs to the packet thread, but for
/// the members that say otherwise.
/// </summary>
public sealed class FlowAttribution
{
    const int MostEvents = 131_072;
    const int MostOwners = 4096;

    readonly OwnerTable _events = new(MostEvents);
    readonly Dictionary<(ProcessKey, string), SocketOwner> _owners = [];
    long _lostBySources;
    ImmutableArray<EventInbox> _inboxes = [];
    SocketIndex _sockets = SocketIndex.Empty;
    FrozenSet<NetAddress> _addresses = [];

    /// <summary>Opens the way for the events of a source. Any thread; before the first packet.</summary>
    public EventInbox OpenInbox(string source)
    {
        var inbox = new EventInbox(source);
        ImmutableInterlocked.Update(ref _inboxes, static (all, added) => all.Add(added), inbox);
        return inbox;
    }

    /// <summary>Whether some source tells of sockets as they are used, so that waiting for it makes sense. Any thread.</summary>
    public bool HasEvents => !_inboxes.IsEmpty;

    /// <summary>Events lost between the sources and the packet thread. Any thread.</summary>
    public long Lost => _inboxes.Sum(static inbox => inbox.Lost);

    /// <summary>Events that the sources themselves have lost, as they told last. Any thread.</summary>
    public long LostBySources
    {
        get => Volatile.Read(ref _lostBySources);
        set => Volatile.Write(ref _lostBySources, value);
    }

    /// <summary>Replaces the sockets; those that are gone are remembered for a minute. The thread that reads them.</summary>
    public void SetSockets(SocketIndex sockets)
    {
        sockets.Remember(Volatile.Read(ref _sockets));
        Volatile.Write(ref _sockets, sockets);
    }

    /// <summary>Replaces the addresses of this machine. Any thread.</summary>
    public void SetAddresses(IEnumerable<NetAddress> addresses) => Volatile.Write(ref _addresses, addresses.ToFrozenSet());

    /// <summary>Takes in the events that have come. Called between batches.</summary>
    public void Drain()
    {
        foreach (EventInbox inbox in _inboxes)
        {
            while (inbox.TryTake(out SocketEvent socketEvent))
                _events.Add(socketEvent.Local, OwnerOf(socketEvent, inbox.Source), socketEvent.Time.Nanoseconds, socketEvent.Cookie, socketEvent.IsForeign);
        }
    }

    /// <summary>The record with the processes that have become known since it was made.</summary>
    public FlowRecord Attribute(in FlowRecord record)
    {
        var known = new FlowOwners(record.ClientProcess, record.ServerProcess);
        FlowOwners found = Improve(known, QuestionOf(record));
        return ReferenceEquals(found, known) ? record : record with { ClientProcess = found.Client, ServerProcess = found.Server };
    }

    /// <summary>
    /// Whether nothing better is to be expected: every end on this machine has a process that was seen with the flow's own socket. A flow
    /// between two other machines has one end in a container at the most.
    /// </summary>
    public bool IsSettled(in FlowRecord record)
    {
        bool clientIsHere = IsHere(record.Tuple.Source), serverIsHere = IsHere(record.Tuple.Destination);
        if (!clientIsHere && !serverIsHere) return record.Process is not null;
        return (!clientIsHere || record.ClientProcess is { Evidence: >= AttributionEvidence.Inode })
            && (!serverIsHere || record.ServerProcess is { Evidence: >= AttributionEvidence.Inode });
    }

    /// <summary>Looks a flow up, unless it has the best answer already.</summary>
    internal void Attribute(ref Flow flow)
    {
        FlowOwners known = flow.Owners ?? FlowOwners.None;
        if (known is { Client.Evidence: AttributionEvidence.Exact, Server.Evidence: AttributionEvidence.Exact }) return;
        FlowOwners found = Improve(known, QuestionOf(flow));
        if (!ReferenceEquals(found, known)) flow.Owners = found;
    }

    FlowOwners Improve(FlowOwners known, in FlowQuestion question)
    {
        if (question.Tuple.Transport is not (Transport.Tcp or Transport.Udp)) return known;
        SocketOwner? client = known.Client is { Evidence: AttributionEvidence.Exact } ? null : Find(question.Tuple, question, isServer: false);
        SocketOwner? server = known.Server is { Evidence: AttributionEvidence.Exact } ? null : Find(question.Tuple.Reversed, question, isServer: true);
        return known.Improve(client, server);
    }

    SocketOwner? Find(in FiveTuple local, in FlowQuestion question, bool isServer)
    {
        if (_events.Find(local, question) is { } exact) return exact;
        bool isHere = IsHere(local.Source);
        SocketOwner? best = null;
        if (local.Transport == Transport.Udp)
        {
            // A socket that is bound to no address: its remote end must be the flow's, and it must lie where the address does.
            if (_events.Find(local with { Source = default }, question, foreign: !isHere) is { } bound) return bound;
            best = FindUnconnected(local, question, isHere);
        }

        if (!isHere) return best;
        SocketOwner? row = Volatile.Read(ref _sockets).Find(local, question, isServer);
        return best is null || row?.Evidence > best.Evidence ? row : best;
    }

    // A UDP socket that receives from anybody: what is known is that the process uses the port.
    SocketOwner? FindUnconnected(in FiveTuple local, in FlowQuestion question, bool isHere)
    {
        FiveTuple open = local with { Destination = default, DestinationPort = 0 };
        SocketOwner? owner = _events.Find(open, question);
        if (owner is null && isHere) owner = _events.Find(open with { Source = default }, question, foreign: false);
        return owner is null ? null : owner with { Evidence = AttributionEvidence.Listener };
    }

    bool IsHere(in NetAddress address) => address.IsLoopback || Volatile.Read(ref _addresses).Contains(address);

    SocketOwner OwnerOf(in SocketEvent socketEvent, string source)
    {
        var key = (socketEvent.Process.Key, source);
        if (_owners.TryGetValue(key, out SocketOwner? known) && ReferenceEquals(known.Process, socketEvent.Process) && known.Evidence == socketEvent.Evidence)
            return known;
        if (_owners.Count >= MostOwners) _owners.Clear();
        return _owners[key] = new SocketOwner(socketEvent.Process, socketEvent.Evidence, source);
    }

    static FlowQuestion QuestionOf(in Flow flow) =>
        new(flow.Tuple, flow.FirstTime, flow.LastTime, (flow.Flags & FlowFlags.SynSeen) != 0);

    static FlowQuestion QuestionOf(in FlowRecord record) =>
        new(record.Tuple, record.Start.Nanoseconds, record.End.Nanoseconds, record.Tuple.Transport == Transport.Tcp && !record.IsMidStream);
}
