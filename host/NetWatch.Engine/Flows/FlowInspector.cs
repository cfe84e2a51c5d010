using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Takes the payload of flows in order: keeps it until a classifier decides, then hands it to the analyzer of the protocol, and
/// stops looking as soon as nothing more is to be learnt.
/// </summary>
sealed class FlowInspector(ProtocolTable protocols, FlowTable flows, FactRecorder facts, FlowContentPool contents,
    EngineCounters counters, IExtensionFaults faults)
{
    // A UDP flow whose first datagrams nobody recognises is left alone after this many.
    const int MaxUndecidedDatagrams = 16;

    readonly Identifier _identifier = new(protocols, faults);
    readonly AnalyzerPool _analyzers = new(protocols, faults);

    /// <summary>A datagram of a flow that is still looked at.</summary>
    internal void OnDatagram(int index, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time)
    {
        ref Flow flow = ref flows[index];
        FlowContent content = flow.Content ??= contents.Rent();
        if (content.Analyzer is null)
        {
            IdentifyDatagram(index, content, direction, bytes, isTruncated, time);
            return;
        }

        Analyze(index, content, direction, bytes, isTruncated, time);
    }

    void IdentifyDatagram(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time)
    {
        ref Flow flow = ref flows[index];
        PrefixBuffer own = content.Prefix(direction), other = content.Prefix(Opposite(direction));
        FlowPrefix prefix = Prefix(flow, direction, bytes, other.Bytes, isTruncated, own.Datagrams);
        int rank = _identifier.Ask(content, prefix);
        if (rank >= 0)
        {
            OnMatch(index, content, rank, prefix, time);
            return;
        }

        own.Datagrams++;
        if (rank == Identifier.Exhausted || own.Datagrams >= MaxUndecidedDatagrams) Stop(index, content, time);
        else if (MayWait(index, content, own, time)) own.Replace(bytes);
    }

    /// <summary>The next bytes of a stream, in order.</summary>
    internal void OnStreamBytes(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long time)
    {
        if (content.Analyzer is not null) Analyze(index, content, direction, bytes, false, time);
        else IdentifyStream(index, content, direction, bytes, time);
    }

    void IdentifyStream(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long time)
    {
        ref Flow flow = ref flows[index];
        PrefixBuffer own = content.Prefix(direction);
        if (own.IsClosed) return;
        bool isBuffered = own.Length > 0;
        if (isBuffered)
        {
            own.Append(bytes);
            bytes = own.Bytes;
        }

        if (!content.HasSpoken) (content.HasSpoken, content.FirstSpeaker) = (true, direction);
        FlowPrefix prefix = Prefix(flow, direction, bytes, content.Prefix(Opposite(direction)).Bytes, false, 0);
        int rank = _identifier.Ask(content, prefix);
        if (rank >= 0) OnMatch(index, content, rank, prefix, time);
        else if (rank == Identifier.Exhausted) Stop(index, content, time);
        else if (!isBuffered && MayWait(index, content, own, time)) own.Append(bytes);
    }

    /// <summary>Bytes of a stream that will not come.</summary>
    internal void OnStreamGap(int index, FlowContent content, FlowDirection direction, long missing, long time)
    {
        ref Flow flow = ref flows[index];
        if (content.Analyzer is { } analyzer)
        {
            AnalysisVerdict verdict = _analyzers.OnGap(analyzer, content.AnalyzerProtocol, direction, missing, facts.At(index, time));
            Apply(index, content, direction, default, 0, verdict, time);
            return;
        }

        PrefixBuffer own = content.Prefix(direction);
        if (own.IsClosed) return;
        own.IsClosed = true;
        if (own.Length == 0)
        {
            if (!content.Prefix(Opposite(direction)).IsClosed) return;
            Stop(index, content, time);
            return;
        }

        FlowPrefix prefix = Prefix(flow, direction, own.Bytes, content.Prefix(Opposite(direction)).Bytes, true, 0);
        int rank = _identifier.Ask(content, prefix);
        if (rank >= 0) OnMatch(index, content, rank, prefix, time);
        else if (rank == Identifier.Exhausted || content.Prefix(Opposite(direction)).IsClosed) Stop(index, content, time);
    }

    /// <summary>A flow ends while it is looked at: those who still wait must decide with what is there.</summary>
    internal void OnEnd(int index, long time)
    {
        ref Flow flow = ref flows[index];
        if (flow.Content is not { } content) return;
        if (content.Analyzer is null && flow.Transport == Transport.Tcp)
        {
            OnStreamGap(index, content, content.FirstSpeaker, 0, time);
            if (flow.Content is not null && content.Analyzer is null) OnStreamGap(index, content, Opposite(content.FirstSpeaker), 0, time);
        }

        if (flow.Content is not null) Stop(index, content, time);
    }

    bool MayWait(int index, FlowContent content, PrefixBuffer own, long time)
    {
        if (own.Length > 0 || contents.TryCountUndecided(content)) return true;
        counters.UndecidedGivenUp++;
        Stop(index, content, time);
        return false;
    }

    void OnMatch(int index, FlowContent content, int rank, in FlowPrefix prefix, long time)
    {
        ref Flow flow = ref flows[index];
        if (content.Layer == 0) flow.App = (byte)(rank + 1);
        else flow.InnerApp = (byte)(rank + 1);
        if (_analyzers.TryRent(rank) is not { } analyzer)
        {
            _analyzers.Describe(rank, prefix, facts.At(index, time));
            Stop(index, content, time);
            return;
        }

        content.Analyzer = analyzer;
        content.AnalyzerProtocol = rank;
        var start = new FlowStart(flow.Tuple, (flow.Flags & FlowFlags.MidStream) != 0, new Timestamp(time));
        if (!_analyzers.Start(analyzer, rank, start))
        {
            Stop(index, content, time);
            return;
        }

        FeedPrefixes(index, content, prefix, time);
    }

    // The side that spoke first is told first. The bytes lie in the prefix buffers or in the packet; the buffers are given back after.
    void FeedPrefixes(int index, FlowContent content, in FlowPrefix prefix, long time)
    {
        bool isStream = prefix.Transport == Transport.Tcp;
        FlowDirection first = isStream && content.HasSpoken ? content.FirstSpeaker : Opposite(prefix.Direction);
        IFlowAnalyzer? analyzer = content.Analyzer;
        Feed(index, content, first, first == prefix.Direction ? prefix.Bytes : prefix.Opposite, first == prefix.Direction && prefix.IsTruncated, prefix, time);
        FlowDirection second = Opposite(first);
        if (content.Analyzer == analyzer && flows[index].Content == content)
            Feed(index, content, second, second == prefix.Direction ? prefix.Bytes : prefix.Opposite, second == prefix.Direction && prefix.IsTruncated, prefix, time);
        if (flows[index].Content != content || content.Analyzer != analyzer) return;
        content.InitiatorPrefix.Release();
        content.ResponderPrefix.Release();
        contents.UncountUndecided(content);
    }

    void Feed(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, in FlowPrefix prefix, long time)
    {
        if (bytes.IsEmpty) return;
        int rank = content.AnalyzerProtocol;
        AnalysisVerdict verdict = _analyzers.OnData(content.Analyzer!, rank, new StreamChunk
        {
            Direction = direction,
            Bytes = bytes,
            Time = new Timestamp(time),
            IsTruncated = isTruncated && prefix.Transport != Transport.Tcp,
        }, facts.At(index, time));
        if (verdict.IsViolation) TakeBack(index, content, rank, prefix, time);
        else Apply(index, content, direction, bytes, content.LayerStart(direction), verdict, time);
    }

    // The label was wrong and the bytes are still at hand: the others are asked.
    void TakeBack(int index, FlowContent content, int rank, in FlowPrefix prefix, long time)
    {
        Unlabel(index, content);
        content.Refused |= UInt128.One << rank;
        int next = _identifier.Ask(content, prefix);
        if (next >= 0) OnMatch(index, content, next, prefix, time);
        else if (next == Identifier.Exhausted) Stop(index, content, time);
        else if (content.Prefix(prefix.Direction).Length == 0 && MayWait(index, content, content.Prefix(prefix.Direction), time))
            content.Prefix(prefix.Direction).Append(prefix.Bytes);
    }

    void Unlabel(int index, FlowContent content)
    {
        ref Flow flow = ref flows[index];
        counters.Violations++;
        if (content.Layer == 0)
        {
            flow.App = 0;
            flow.Facts = null;
        }
        else
        {
            flow.InnerApp = 0;
        }

        _analyzers.Return(content);
    }

    void Analyze(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time)
    {
        var chunk = new StreamChunk
        {
            Direction = direction,
            Bytes = bytes,
            Time = new Timestamp(time),
            Offset = content.Stream(direction).Offset - content.LayerStart(direction),
            IsTruncated = isTruncated,
        };
        AnalysisVerdict verdict = _analyzers.OnData(content.Analyzer!, content.AnalyzerProtocol, chunk, facts.At(index, time));
        if (verdict != AnalysisVerdict.Continue) Apply(index, content, direction, bytes, content.Stream(direction).Offset, verdict, time);
    }

    void Apply(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long offset, AnalysisVerdict verdict, long time)
    {
        if (verdict.IsDone)
        {
            Stop(index, content, time);
        }
        else if (verdict.IsViolation)
        {
            // Beyond 10 KiB the flow has proved its label often enough; one odd message does not take it away.
            if (content.FromInitiator.Offset + content.FromResponder.Offset <= 10 * 1024) Unlabel(index, content);
            Stop(index, content, time);
        }
        else if (verdict.IsUpgrade)
        {
            Upgrade(index, content, direction, bytes, offset, verdict.BytesUsed, time);
        }
    }

    void Upgrade(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long offset, int used, long time)
    {
        if (content.Layer > 0 || flows[index].Transport != Transport.Tcp)
        {
            Stop(index, content, time);
            return;
        }

        _analyzers.End(content, facts.At(index, time));
        // The bytes may lie in a prefix buffer that is given back here.
        byte[] rest = used < bytes.Length ? bytes[used..].ToArray() : [];
        content.ResetIdentification();
        contents.UncountUndecided(content);
        content.Layer = 1;
        content.InitiatorLayerStart = direction == FlowDirection.FromInitiator ? offset + used : content.FromInitiator.Offset;
        content.ResponderLayerStart = direction == FlowDirection.FromResponder ? offset + used : content.FromResponder.Offset;
        if (rest.Length > 0) IdentifyStream(index, content, direction, rest, time);
    }

    /// <summary>Nothing more is to be learnt of a flow: from here on it is only counted.</summary>
    internal void Stop(int index, FlowContent content, long time)
    {
        ref Flow flow = ref flows[index];
        if (flow.Content != content) return;
        _analyzers.End(content, facts.At(index, time));
        flow.Flags |= FlowFlags.CountOnly;
        if (content.FromInitiator.IsStarted) flow.NextFromInitiator = content.FromInitiator.Next;
        if (content.FromResponder.IsStarted) flow.NextFromResponder = content.FromResponder.Next;
        flow.Content = null;
        contents.Return(content);
        if (flow.App != 0) facts.Settle(index, time);
    }

    static FlowPrefix Prefix(in Flow flow, FlowDirection direction, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> opposite, bool isTruncated, int datagrams) => new()
    {
        Transport = flow.Transport,
        InitiatorAddress = flow.Initiator,
        ResponderAddress = flow.Responder,
        InitiatorPort = flow.InitiatorPort,
        ResponderPort = flow.ResponderPort,
        Direction = direction,
        Bytes = bytes,
        Opposite = opposite,
        IsTruncated = isTruncated,
        IsMidStream = (flow.Flags & FlowFlags.MidStream) != 0,
        DatagramIndex = datagrams,
    };

    static FlowDirection Opposite(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
}
