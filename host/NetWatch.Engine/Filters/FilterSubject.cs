using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Filters;

/// <summary>What a filter looks at: a flow, or a packet with its flow where that is known.</summary>
readonly ref struct FilterSubject
{
    readonly ref readonly FlowRecord _flow;
    readonly ref readonly PacketRow _packet;

    internal FilterSubject(ref readonly FlowRecord flow)
    {
        _flow = ref flow;
        HasFlow = true;
    }

    internal FilterSubject(ref readonly PacketRow packet, ref readonly FlowRecord flow, bool hasFlow)
    {
        _packet = ref packet;
        _flow = ref flow;
        IsPacket = true;
        HasFlow = hasFlow;
    }

    FilterSubject(ref readonly PacketRow packet, ref readonly FlowRecord flow, bool isPacket, bool hasFlow, Fact transaction)
    {
        _packet = ref packet;
        _flow = ref flow;
        (IsPacket, HasFlow, Transaction) = (isPacket, hasFlow, transaction);
    }

    /// <summary>The same with one transaction in place of all of them.</summary>
    internal FilterSubject With(Fact transaction) => new(in _packet, in _flow, IsPacket, HasFlow, transaction);

    /// <summary>The transaction that is looked at; null for the first of each kind.</summary>
    internal Fact? Transaction { get; }

    /// <summary>How many facts there are to look at.</summary>
    internal int FactCount => HasFlow && _flow.Facts is { } facts ? facts.Count + (Transaction is null ? 0 : 1) : 0;

    /// <summary>One of them; null for one that does not count.</summary>
    internal Fact? FactAt(int index)
    {
        if (index == _flow.Facts.Count) return Transaction;
        Fact fact = _flow.Facts[index];
        return Transaction is not null && (fact.IsTransaction || fact.IsProvisional) ? null : fact;
    }

    internal bool IsPacket { get; }

    internal bool HasFlow { get; }

    /// <summary>Only with <see cref="HasFlow"/>.</summary>
    internal ref readonly FlowRecord Flow => ref _flow;

    /// <summary>Only with <see cref="IsPacket"/>.</summary>
    internal ref readonly PacketRow Packet => ref _packet;

    /// <summary>A packet's own addresses; those of a flow from its initiator.</summary>
    internal FiveTuple Tuple => IsPacket ? _packet.Tuple : _flow.Tuple;

    /// <summary>Frames without IP have neither addresses nor ports.</summary>
    internal bool HasAddresses => !IsPacket || _packet.EtherType == 0;

    internal bool HasPorts => HasAddresses && Tuple.Transport is Transport.Tcp or Transport.Udp or Transport.Sctp;

    internal string? App => IsPacket ? _packet.App : _flow.App;

    internal string? InnerApp => HasFlow ? _flow.InnerApp : null;

    /// <summary>The protocols inside <see cref="InnerApp"/>.</summary>
    internal string? ThirdApp => HasFlow && _flow.Apps.Count > 2 ? _flow.Apps[2] : null;

    internal string? FourthApp => HasFlow && _flow.Apps.Count > 3 ? _flow.Apps[3] : null;

    internal bool IsGuess => IsPacket ? _packet.IsGuess : _flow.IsGuess;
}
