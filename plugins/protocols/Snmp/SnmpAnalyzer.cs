using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Snmp;

/// <summary>Pairs requests and responses of a flow by their ids, and tells notifications at once.</summary>
sealed class SnmpAnalyzer : IFlowAnalyzer
{
    /// <summary>Pollers ask for one answer at a time as a rule, and send a request again with the same id.</summary>
    const int Capacity = 16;

    /// <summary>So many datagrams that are no messages, and more than messages, take the label back: one message may be a probe of another service.</summary>
    const int MaxBroken = 3;

    readonly Request[] _requests = new Request[Capacity];
    MessageStream[] _streams = [];
    bool _isStream;
    int _next;
    int _messages;
    int _broken;

    public void Start(in FlowStart start)
    {
        Array.Clear(_requests);
        _isStream = start.Tuple.Transport == Transport.Tcp;
        if (_isStream && _streams.Length == 0) _streams = [new(), new()];
        foreach (MessageStream stream in _streams) stream.Clear();
        (_next, _messages, _broken) = (0, 0, 0);
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (!_isStream) return OnMessage(chunk.Bytes, chunk, facts);
        MessageStream stream = _streams[(int)chunk.Direction];
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        while (stream.TryTake(ref bytes, out ReadOnlySpan<byte> message))
        {
            AnalysisVerdict verdict = OnMessage(message, chunk, facts);
            if (verdict.IsViolation) return verdict;
        }

        return _streams[0].IsBroken && _streams[1].IsBroken ? AnalysisVerdict.Done : AnalysisVerdict.Continue;
    }

    AnalysisVerdict OnMessage(ReadOnlySpan<byte> bytes, in StreamChunk chunk, IFactSink facts)
    {
        // A wrong length costs the tail, not the message: the label stands on the rest of it.
        if (!SnmpMessage.TryRead(bytes, isCut: true, out SnmpMessage message))
            return ++_broken >= MaxBroken && _broken > _messages ? AnalysisVerdict.Violation("Datagrams are no SNMP messages.") : AnalysisVerdict.Continue;
        _messages++;
        int index = Find(message.Key, message.IsV3, chunk.Direction, out bool isAnswer);
        if (index >= 0 && !isAnswer) return AnalysisVerdict.Continue;
        SnmpFact fact = SnmpFactReader.Alone(bytes, message, isCut: true);
        if (index >= 0)
        {
            TimeSpan? latency = chunk.Time >= _requests[index].Time ? chunk.Time.Since(_requests[index].Time) : null;
            facts.Publish(SnmpFactReader.Paired(_requests[index].Fact!, fact, latency));
            _requests[index] = default;
        }
        else if (IsRequest(message))
        {
            Keep(fact, message, chunk, facts);
        }
        else
        {
            facts.Publish(fact);
        }

        return AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        if (_isStream) _streams[(int)direction].Break();
        return AnalysisVerdict.Continue;
    }

    public void OnEnd(IFactSink facts)
    {
        for (int i = 0; i < Capacity; i++)
        {
            if (_requests[(_next + i) % Capacity].Fact is { } fact) facts.Publish(fact);
        }

        Array.Clear(_requests);
    }

    // What is encrypted may be either; who spoke first asks.
    static bool IsRequest(in SnmpMessage message) =>
        message.Encrypted.Tag != 0 || message.Pdu.Tag is BerTag.GetRequest or 0xA1 or 0xA3 or BerTag.GetBulk or BerTag.Inform;

    void Keep(SnmpFact fact, in SnmpMessage message, in StreamChunk chunk, IFactSink facts)
    {
        ref Request oldest = ref _requests[_next];
        if (oldest.Fact is not null) facts.Publish(oldest.Fact);
        oldest = new Request { Fact = fact, Key = message.Key, IsV3 = message.IsV3, Direction = chunk.Direction, Time = chunk.Time };
        _next = (_next + 1) % Capacity;
    }

    int Find(long key, bool isV3, FlowDirection direction, out bool isAnswer)
    {
        isAnswer = false;
        for (int i = 0; i < Capacity; i++)
        {
            ref readonly Request request = ref _requests[i];
            if (request.Fact is null || request.Key != key || request.IsV3 != isV3) continue;
            isAnswer = request.Direction != direction;
            return i;
        }

        return -1;
    }

    struct Request
    {
        internal SnmpFact? Fact;
        internal long Key;
        internal bool IsV3;
        internal FlowDirection Direction;
        internal Timestamp Time;
    }
}
