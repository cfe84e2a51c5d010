using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Pairs the requests and responses of one flow of the name service.</summary>
sealed class NameFlow
{
    /// <summary>Hosts send a request three times and few at once.</summary>
    const int Capacity = 8;

    readonly Request[] _requests = new Request[Capacity];
    int _next;

    internal void Clear()
    {
        Array.Clear(_requests);
        _next = 0;
    }

    internal void OnMessage(in NameMessage message, in StreamChunk chunk, IFactSink facts)
    {
        int index = Find(message.Header.Id, message.Header.OpCode, message.Header.IsResponse, chunk.Direction);
        if (message.Header.IsResponse)
        {
            bool isNews = index < 0 || !_requests[index].IsPublished || !_requests[index].IsToAll;
            OnResponse(message, index, chunk, isNews, facts);
            return;
        }

        // Sent again for want of an answer (RFC 1002 §5.1.1.3): it is the same request.
        if (index >= 0) return;
        if (_requests[_next].Fact is { } oldest && !_requests[_next].IsPublished) facts.Publish(oldest);
        _requests[_next] = new Request
        {
            Fact = Make(message, null), Id = message.Header.Id, Operation = message.Header.OpCode, Direction = chunk.Direction, Time = chunk.Time,
            IsToAll = message.IsBroadcast, IsPublished = message.IsBroadcast,
        };
        // What is sent to all is answered in flows of its own, or not at all.
        if (message.IsBroadcast) facts.Publish(_requests[_next].Fact!);
        _next = (_next + 1) % Capacity;
    }

    internal void OnEnd(IFactSink facts)
    {
        for (int i = 0; i < Capacity; i++)
        {
            ref Request request = ref _requests[(_next + i) % Capacity];
            if (request.Fact is not null && !request.IsPublished) facts.Publish(request.Fact);
        }

        Clear();
    }

    void OnResponse(in NameMessage message, int index, in StreamChunk chunk, bool isNews, IFactSink facts)
    {
        if (!isNews) return;
        TimeSpan? latency = null;
        if (index >= 0)
        {
            if (chunk.Time >= _requests[index].Time) latency = chunk.Time.Since(_requests[index].Time);
            _requests[index] = default;
        }

        facts.Publish(Make(message, latency, isResponse: true));
    }

    int Find(ushort id, int operation, bool isResponse, FlowDirection direction)
    {
        for (int i = 0; i < Capacity; i++)
        {
            ref readonly Request request = ref _requests[i];
            if (request.Fact is null || request.Id != id || (request.Direction == direction) == isResponse) continue;
            // The answer to a query has its operation; that to a registration may be a wait (RFC 1002 §4.2.16).
            if (request.Operation == operation || (isResponse && operation == 7)) return i;
        }

        return -1;
    }

    static NameExchange Make(in NameMessage message, TimeSpan? latency, bool isResponse = false)
    {
        string[] addresses = message.Addresses(out bool isGroup), names = message.NodeNames(out string? unitId);
        return new NameExchange
        {
            Id = message.Header.Id,
            Operation = NameHeader.OperationName(message.Header.OpCode) ?? "unknown",
            Name = message.Name.Text(),
            Suffix = message.Name.Suffix,
            IsStatus = message.IsStatus,
            IsBroadcast = message.IsBroadcast,
            ResultCode = isResponse ? message.Header.ResponseCode : -1,
            Addresses = addresses,
            IsGroup = isGroup,
            NodeNames = names,
            UnitId = unitId,
            TimeToLive = message.TimeToLive,
            Latency = latency,
        };
    }

    struct Request
    {
        internal NameExchange? Fact;
        internal Timestamp Time;
        internal ushort Id;
        internal int Operation;
        internal FlowDirection Direction;
        internal bool IsToAll;
        internal bool IsPublished;
    }
}
