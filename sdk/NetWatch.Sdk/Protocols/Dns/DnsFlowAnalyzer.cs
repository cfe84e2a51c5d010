using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>
/// Reads the DNS messages of a flow and publishes a <see cref="DnsExchange"/> for each query with its response. For the analyzer factories of
/// the protocols that share the format.
/// </summary>
/// <remarks>
/// A response belongs to the query of the other direction with the same id and first question (RFC 5452 §3). Queries to a group are
/// published at once, since their answers come in flows of their own. At most 64 queries wait, with at most 64 KiB; a message on
/// TCP is put together up to its 64 KiB. Of a query that waits only the bytes are kept.
/// </remarks>
/// <param name="dialect">Which protocol.</param>
public sealed class DnsFlowAnalyzer(DnsDialect dialect) : IFlowAnalyzer
{
    /// <summary>The port of multicast DNS (RFC 6762 §3), on which the top bit of a class is a flag.</summary>
    public const ushort MulticastPort = 5353;

    /// <summary>So many messages that are none, before any that is one, take the label back.</summary>
    const int MaxBroken = 3;

    readonly PendingQueries _pending = new();
    // The latest exchange, if nobody keeps it.
    DnsExchange? _spare;
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
        for (int i = 0; i < _pending.Count; i++) PublishQuery(_pending[i].Message, _pending.Bytes(i), facts);
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
        // Answers to multicast queries come from anybody, or nobody, in flows of their own (RFC 6762 §6, RFC 4795 §2.4).
        if (_standsAlone)
        {
            PublishQuery(DnsMessage.Read(bytes, header), bytes, facts);
            return;
        }

        int same = _pending.Find(header.Id, chunk.Direction);
        if (same >= 0)
        {
            // Sent again for want of an answer: it is the same exchange, and its time is that of the first.
            if (IsSentAgain(same, bytes, header)) return;
            GiveUp(same, facts);
        }

        while (!_pending.HasRoom(bytes.Length)) GiveUp(0, facts);
        _pending.Add(DnsMessage.Read(bytes, header), bytes, chunk.Time, chunk.Direction);
    }

    void GiveUp(int index, IFactSink facts)
    {
        PublishQuery(_pending[index].Message, _pending.Bytes(index), facts);
        _pending.Remove(index);
    }

    void OnResponse(ReadOnlySpan<byte> bytes, in DnsHeader header, in StreamChunk chunk, IFactSink facts)
    {
        var other = chunk.Direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        int index = _standsAlone ? -1 : _pending.Find(header.Id, other);
        // Nearly always the question is that of the query to the last byte.
        bool isSame = index >= 0 && header.Questions == 1 && HasSameQuestion(index, bytes);
        DnsMessage message = isSame ? DnsMessage.Read(bytes, header, _pending[index].Message.QuestionEnd) : DnsMessage.Read(bytes, header);
        if (index < 0 || !(isSame || IsAsked(index, bytes, header)))
        {
            PublishResponse(message, message, hasQuery: false, Sections(bytes, message.QuestionEnd), null, facts);
            return;
        }

        ref readonly PendingQuery query = ref _pending[index];
        TimeSpan? latency = chunk.Time >= query.Time ? chunk.Time.Since(query.Time) : null;
        ReadOnlySpan<byte> asked = _pending.Bytes(index);
        // It is the query that says what was asked; an update has its records there too (RFC 2136 §2).
        bool isUpdate = header.OpCode == 5 && header.Records == 0;
        DnsSections sections = isUpdate ? Sections(asked, query.Message.QuestionEnd)
            : isSame ? Sections(bytes, message.QuestionEnd) : Sections(bytes, 0, asked);
        PublishResponse(message, query.Message, hasQuery: true, sections, latency, facts);
        _pending.Remove(index);
    }

    bool HasSameQuestion(int index, ReadOnlySpan<byte> bytes)
    {
        int end = _pending[index].Message.QuestionEnd;
        return end > 0 && end <= bytes.Length && DnsQuestions.IsEqual(_pending.Bytes(index), bytes, end);
    }

    // The id alone can be guessed: an answer to another question is not the answer (RFC 5452 §3).
    bool IsAsked(int index, ReadOnlySpan<byte> bytes, in DnsHeader header) =>
        header.Questions == 0 || !HasQuestion(index) || DnsQuestions.IsSameFirst(_pending.Bytes(index), bytes);

    bool HasQuestion(int index) =>
        _pending[index].Message.QuestionEnd > 0 || (_pending[index].Message.Header.Questions > 0 && DnsQuestions.HasFirst(_pending.Bytes(index)));

    bool IsSentAgain(int index, ReadOnlySpan<byte> bytes, in DnsHeader header)
    {
        if (!HasQuestion(index)) return header.Questions == 0;
        return header.Questions > 0 && (HasSameQuestion(index, bytes) || DnsQuestions.IsSameFirst(_pending.Bytes(index), bytes));
    }

    internal static string ProtocolOf(DnsDialect dialect) => dialect == DnsDialect.Llmnr ? "llmnr" : "dns";

    DnsSections Sections(ReadOnlySpan<byte> message, int questionEnd, ReadOnlySpan<byte> query = default) =>
        new(message, questionEnd, query, _isMulticast, _spare?.Sections.Memory);

    void PublishQuery(in DnsMessage query, ReadOnlySpan<byte> bytes, IFactSink facts) => Publish(
        new DnsExchangeState
        {
            Carrier = ProtocolOf(dialect),
            Sections = Sections(bytes, query.QuestionEnd),
            Id = query.Header.Id,
            OpCode = (byte)query.Header.OpCode,
            Flags = query.Header.Flags,
            HasQuery = true,
            EdnsVersion = query.EdnsVersion,
            EdnsPayloadSize = query.EdnsPayloadSize,
            DnssecOk = query.DnssecOk,
            IsMulticast = _isMulticast,
        },
        facts);

    void PublishResponse(in DnsMessage response, in DnsMessage query, bool hasQuery, in DnsSections sections, TimeSpan? latency, IFactSink facts)
    {
        // What the client offers says more than the echo of it.
        ref readonly DnsMessage edns = ref hasQuery && query.EdnsVersion >= 0 ? ref query : ref response;
        var state = new DnsExchangeState
        {
            Carrier = ProtocolOf(dialect),
            Sections = sections,
            Id = response.Header.Id,
            OpCode = (byte)response.Header.OpCode,
            Flags = response.Header.Flags,
            ResponseCode = (short)response.ResponseCode,
            HasQuery = hasQuery,
            EdnsVersion = edns.EdnsVersion,
            EdnsPayloadSize = edns.EdnsPayloadSize,
            DnssecOk = edns.DnssecOk,
            IsMulticast = _isMulticast,
            Latency = latency?.Ticks ?? DnsExchangeState.NoLatency,
        };
        Publish(state, facts);
    }

    // Of a flow's many exchanges nobody keeps more than the first as a rule: then one object and its memory do for all of them.
    void Publish(in DnsExchangeState state, IFactSink facts)
    {
        DnsExchange exchange = _spare ?? new DnsExchange();
        exchange.Become(state);
        _spare = facts.Lend(exchange) ? exchange : null;
    }
}
