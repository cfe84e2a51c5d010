using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>
/// Reads the DNS messages of a flow and publishes a <see cref="DnsExchange"/> for each query with its response. For the analyzer factories of
/// the protocols that share the format.
/// </summary>
/// <remarks>
/// A response belongs to the query of the other direction with the same id and first question (RFC 5452 §3). Queries to a group are
/// published at once, since their answers come in flows of their own. At most 64 queries wait; a message on TCP is put together up to its 64 KiB.
/// </remarks>
/// <param name="dialect">Which protocol.</param>
public sealed class DnsFlowAnalyzer(DnsDialect dialect) : IFlowAnalyzer
{
    /// <summary>The port of multicast DNS (RFC 6762 §3), on which the top bit of a class is a flag.</summary>
    public const ushort MulticastPort = 5353;

    /// <summary>So many messages that are none, before any that is one, take the label back.</summary>
    const int MaxBroken = 3;

    /// <summary>Characters kept of a query that waits; the question alone may have a thousand.</summary>
    const int MaxWaitingText = 8 * 1024;

    readonly PendingQueries _pending = new();
    DnsStreamMessages[] _streams = [];
    bool _isStream;
    bool _isMulticast;
    bool _standsAlone;
    int _broken;
    bool _hasMessage;
    bool _isResumed;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        FiveTuple tuple = start.Tuple;
        _pending.Clear();
        _isStream = tuple.Transport == Transport.Tcp;
        if (_isStream && _streams.Length == 0) _streams = [new(), new()];
        foreach (DnsStreamMessages stream in _streams) stream.Start(start.IsMidStream);
        _isMulticast = dialect == DnsDialect.Dns && (tuple.SourcePort == MulticastPort || tuple.DestinationPort == MulticastPort);
        _standsAlone = _isMulticast || (dialect == DnsDialect.Llmnr && !_isStream && tuple.Destination.IsMulticastOrBroadcast);
        _broken = 0;
        _hasMessage = _isResumed = start.IsResumed;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (!_isStream) return OnDatagram(bytes, chunk, facts);
        DnsStreamMessages stream = _streams[(int)chunk.Direction];
        while (!bytes.IsEmpty)
        {
            if (!stream.TryTake(ref bytes, out ReadOnlySpan<byte> message)) break;
            AnalysisVerdict verdict = OnMessage(message, chunk, facts);
            if (verdict != AnalysisVerdict.Continue) return verdict;
        }

        return AnalysisVerdict.Continue;
    }

    // A resolver asks from another port each time: an answered flow that kept its analyzer would keep it for nothing. One that went on may again.
    AnalysisVerdict OnDatagram(ReadOnlySpan<byte> bytes, in StreamChunk chunk, IFactSink facts)
    {
        AnalysisVerdict verdict = OnMessage(bytes, chunk, facts);
        return verdict == AnalysisVerdict.Continue && _hasMessage && !_isResumed && _pending.Count == 0 ? AnalysisVerdict.Rest : verdict;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        if (_isStream) _streams[(int)direction].Skip(missingBytes);
        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        for (int i = 0; i < _pending.Count; i++) PublishQuery(_pending[i].Message, facts);
        _pending.Clear();
    }

    AnalysisVerdict OnMessage(ReadOnlySpan<byte> bytes, in StreamChunk chunk, IFactSink facts)
    {
        if (!DnsHeader.TryRead(bytes, out DnsHeader header))
        {
            // An empty message or a probe now and then is nothing; a flow of them is not DNS.
            bool isWrong = ++_broken >= MaxBroken && !_hasMessage;
            return isWrong ? AnalysisVerdict.Violation("Messages are shorter than a header.") : AnalysisVerdict.Continue;
        }

        _hasMessage = true;
        if (header.IsResponse) OnResponse(bytes, header, chunk, facts);
        else OnQuery(bytes, header, chunk, facts);
        return AnalysisVerdict.Continue;
    }

    void OnQuery(ReadOnlySpan<byte> bytes, in DnsHeader header, in StreamChunk chunk, IFactSink facts)
    {
        int same = _standsAlone ? -1 : _pending.Find(header.Id, chunk.Direction);
        if (same >= 0)
        {
            // Sent again for want of an answer: it is the same exchange, and its time is that of the first.
            if (IsSame(_pending[same].Message, bytes, header)) return;
            PublishQuery(_pending.Take(same).Message, facts);
        }

        DnsMessage message = DnsMessageParser.Parse(
            bytes, header, _isMulticast, maxText: _standsAlone ? DnsMessageParser.MaxText : MaxWaitingText);
        // Answers to multicast queries come from anybody, or nobody, in flows of their own (RFC 6762 §6, RFC 4795 §2.4).
        if (_standsAlone)
        {
            PublishQuery(message, facts);
            return;
        }

        if (_pending.IsFull) PublishQuery(_pending.Take(0).Message, facts);
        _pending.Add(new PendingQuery { Message = message, Time = chunk.Time, Direction = chunk.Direction });
    }

    void OnResponse(ReadOnlySpan<byte> bytes, in DnsHeader header, in StreamChunk chunk, IFactSink facts)
    {
        int index = _standsAlone ? -1 : FindQuery(bytes, header, chunk.Direction);
        if (index < 0)
        {
            Publish(DnsMessageParser.Parse(bytes, header, _isMulticast), default, false, null, facts);
            return;
        }

        PendingQuery query = _pending.Take(index);
        DnsMessage message = DnsMessageParser.ParseResponse(bytes, header, _isMulticast, query.Message.Sections);
        TimeSpan? latency = chunk.Time >= query.Time ? chunk.Time.Since(query.Time) : null;
        Publish(message, query.Message, true, latency, facts);
    }

    static bool IsSame(in DnsMessage query, ReadOnlySpan<byte> bytes, in DnsHeader header) => query.TryFirstQuestion(out DnsEntry first)
        ? header.Questions > 0 && DnsMessageParser.IsFirstQuestion(bytes, first)
        : header.Questions == 0;

    int FindQuery(ReadOnlySpan<byte> bytes, in DnsHeader header, FlowDirection direction)
    {
        var other = direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        int index = _pending.Find(header.Id, other);
        if (index < 0 || header.Questions == 0) return index;
        // The id alone can be guessed: an answer to another question is not the answer (RFC 5452 §3).
        return !_pending[index].Message.TryFirstQuestion(out DnsEntry asked) || DnsMessageParser.IsFirstQuestion(bytes, asked) ? index : -1;
    }

    internal static string ProtocolOf(DnsDialect dialect) => dialect == DnsDialect.Llmnr ? "llmnr" : "dns";

    void PublishQuery(in DnsMessage query, IFactSink facts) => facts.Publish(new DnsExchange
    {
        Carrier = ProtocolOf(dialect),
        Id = query.Header.Id,
        OpCode = query.Header.OpCode,
        Flags = query.Header.Flags,
        Sections = query.Sections,
        HasQuery = true,
        EdnsVersion = query.EdnsVersion,
        EdnsPayloadSize = query.EdnsPayloadSize,
        DnssecOk = query.DnssecOk,
        IsMulticast = _isMulticast,
    });

    void Publish(in DnsMessage response, in DnsMessage query, bool hasQuery, TimeSpan? latency, IFactSink facts)
    {
        // What the client offers says more than the echo of it; an update has its records in the query (RFC 2136 §2).
        bool fromQuery = hasQuery && query.EdnsVersion >= 0;
        bool isUpdate = hasQuery && response.Header.OpCode == 5 && response.Header.Records == 0;
        facts.Publish(new DnsExchange
        {
            Carrier = ProtocolOf(dialect),
            Id = response.Header.Id,
            OpCode = response.Header.OpCode,
            Flags = response.Header.Flags,
            ResponseCode = response.ResponseCode,
            Sections = isUpdate ? query.Sections : response.Sections,
            HasQuery = hasQuery,
            EdnsVersion = fromQuery ? query.EdnsVersion : response.EdnsVersion,
            EdnsPayloadSize = fromQuery ? query.EdnsPayloadSize : response.EdnsPayloadSize,
            DnssecOk = fromQuery ? query.DnssecOk : response.DnssecOk,
            IsMulticast = _isMulticast,
            Latency = latency,
        });
    }
}
