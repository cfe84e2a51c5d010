using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Stun;

/// <summary>
/// Pairs requests and responses of a flow by their transactions and tells what is new. Calls check their path with the same request for as long as
/// they last, and media flows beside: neither costs more than a look.
/// </summary>
sealed class StunAnalyzer : IFlowAnalyzer
{
    /// <summary>Bytes kept of a request that waits; what tells who asks for what comes first.</summary>
    const int MaxRequest = 512;

    /// <summary>So long are nearly all requests.</summary>
    const int UsualRequest = 128;

    const int MaxWaiting = 8;

    /// <summary>Of so many different transactions it is remembered that they were told; one flow tells no more than this before it repeats itself.</summary>
    const int MaxTold = 32;

    readonly Request[] _requests = new Request[MaxWaiting];
    readonly ulong[] _told = new ulong[MaxTold];
    StreamMessages[] _streams = [];
    bool _isStream;
    int _next;
    int _toldCount;

    public void Start(in FlowStart start)
    {
        _isStream = start.Tuple.Transport == Transport.Tcp;
        if (_isStream && _streams.Length == 0) _streams = [new(), new()];
        foreach (StreamMessages stream in _streams) stream.Start(start.IsMidStream);
        for (int i = 0; i < MaxWaiting; i++) _requests[i].Length = 0;
        (_next, _toldCount) = (0, 0);
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (!_isStream)
        {
            OnMessage(bytes, chunk, facts);
            return AnalysisVerdict.Continue;
        }

        while (_streams[(int)chunk.Direction].TryTake(ref bytes, out ReadOnlySpan<byte> message)) OnMessage(message, chunk, facts);
        return AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        if (_isStream) _streams[(int)direction].Lose();
        return AnalysisVerdict.Continue;
    }

    public void OnEnd(IFactSink facts)
    {
        for (int i = 0; i < MaxWaiting; i++) TellUnanswered(ref _requests[(_next + i) % MaxWaiting], facts);
    }

    void OnMessage(ReadOnlySpan<byte> bytes, in StreamChunk chunk, IFactSink facts)
    {
        if (!StunHeader.IsMessage(bytes, chunk.IsTruncated)) return;
        var header = new StunHeader(bytes);
        if (header.IsRequest) OnRequest(header, chunk, facts);
        else if (header.IsIndication) Tell(bytes, default, null, facts);
        else OnResponse(header, chunk, facts);
    }

    void OnRequest(in StunHeader header, in StreamChunk chunk, IFactSink facts)
    {
        if (Find(header, chunk.Direction) >= 0) return;
        ref Request request = ref _requests[_next];
        TellUnanswered(ref request, facts);
        _next = (_next + 1) % MaxWaiting;
        request.Length = Math.Min(header.Bytes.Length, MaxRequest);
        if (request.Bytes is null || request.Bytes.Length < request.Length) request.Bytes = new byte[Math.Max(UsualRequest, request.Length)];
        header.Bytes[..request.Length].CopyTo(request.Bytes);
        (request.Direction, request.Time) = (chunk.Direction, chunk.Time);
    }

    void OnResponse(in StunHeader header, in StreamChunk chunk, IFactSink facts)
    {
        var other = chunk.Direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        int index = Find(header, other);
        if (index < 0)
        {
            Tell(header.Bytes, default, null, facts);
            return;
        }

        ref Request request = ref _requests[index];
        TimeSpan? latency = chunk.Time >= request.Time ? chunk.Time.Since(request.Time) : null;
        Tell(header.Bytes, request.Bytes.AsSpan(0, request.Length), latency, facts);
        request.Length = 0;
    }

    int Find(in StunHeader header, FlowDirection direction)
    {
        for (int i = 0; i < MaxWaiting; i++)
        {
            ref readonly Request request = ref _requests[i];
            if (request.Length > 0 && request.Direction == direction
                && request.Bytes.AsSpan(4, StunHeader.Length - 4).SequenceEqual(header.Bytes[4..StunHeader.Length])) return i;
        }

        return -1;
    }

    void TellUnanswered(ref Request request, IFactSink facts)
    {
        if (request.Length > 0) Tell(request.Bytes.AsSpan(0, request.Length), default, null, facts);
        request.Length = 0;
    }

    void Tell(ReadOnlySpan<byte> message, ReadOnlySpan<byte> request, TimeSpan? latency, IFactSink facts)
    {
        if (_toldCount == MaxTold) return;
        ulong hash = Hash(message, Hash(request, 14695981039346656037));
        if (WireBytes.Contains(_told.AsSpan(0, _toldCount), hash)) return;
        _told[_toldCount++] = hash;
        facts.Publish(StunFactReader.Read(message, request, latency));
    }

    // Over the type and what attributes say that tells something.
    static ulong Hash(ReadOnlySpan<byte> message, ulong hash)
    {
        if (message.IsEmpty) return hash;
        hash = (hash ^ new StunHeader(message).Type) * 1099511628211;
        var attributes = new AttributeReader(message);
        while (attributes.MoveNext())
        {
            if (StunAttribute.IsVolatile(attributes.Type)) continue;
            hash = (hash ^ attributes.Type) * 1099511628211;
            foreach (byte value in attributes.Value) hash = (hash ^ value) * 1099511628211;
        }

        return hash;
    }

    struct Request
    {
        /// <summary>Kept from flow to flow.</summary>
        internal byte[]? Bytes;
        internal int Length;
        internal Timestamp Time;
        internal FlowDirection Direction;
    }
}
