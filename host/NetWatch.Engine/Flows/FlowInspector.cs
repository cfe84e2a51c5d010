using System.Runtime.CompilerServices;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Takes the payload of flows in order: keeps it until a classifier decides, then hands it to the analyzer of the protocol, and
/// stops looking as soon as nothing more is to be learnt.
/// </summary>
sealed partial class FlowInspector(ProtocolTable protocols, FlowTable flows, FactRecorder facts, FlowContentPool contents, MovingFlows moving,
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
        if ((flow.Flags & FlowFlags.Resting) != 0 && !TryResume(index, time)) return;
        FlowContent content = flow.Content ??= contents.Rent();
        if (!content.IsFollowed)
        {
            if (content.MovedLayer is { } layer) FollowMoved(index, content, layer, direction, bytes, isTruncated, time);
            else IdentifyDatagram(index, content, direction, bytes, isTruncated, time);
            return;
        }

        Analyze(index, content, direction, bytes, isTruncated, time);
    }

    void IdentifyDatagram(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated, long time)
    {
        ref Flow flow = ref flows[index];
        ref PrefixBuffer own = ref content.Prefix(direction), other = ref content.Prefix(Opposite(direction));
        FlowPrefix prefix = Prefix(flow, content, direction, bytes, other.Bytes, isTruncated, own.Datagrams);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void OnStreamBytes(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long time)
    {
        if (content.IsFollowed) Analyze(index, content, direction, bytes, false, time);
        else IdentifyStream(index, content, direction, bytes, time);
    }

    void IdentifyStream(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long time)
    {
        ref Flow flow = ref flows[index];
        ref PrefixBuffer own = ref content.Prefix(direction);
        if (own.IsClosed) return;
        bool isBuffered = own.Length > 0;
        if (isBuffered)
        {
            own.Append(bytes);
            bytes = own.Bytes;
        }

        if (!content.HasSpoken) (content.HasSpoken, content.FirstSpeaker) = (true, direction);
        FlowPrefix prefix = Prefix(flow, content, direction, bytes, content.Prefix(Opposite(direction)).Bytes, false, 0);
        int rank = content.Announced > 0 ? TakeAnnounced(content) : _identifier.Ask(content, prefix);
        if (rank >= 0) OnMatch(index, content, rank, prefix, time);
        else if (rank == Identifier.Exhausted) Stop(index, content, time);
        else if (!isBuffered && MayWait(index, content, own, time)) own.Append(bytes);
    }

    /// <summary>Bytes of a stream that will not come.</summary>
    internal void OnStreamGap(int index, FlowContent content, FlowDirection direction, long missing, long time)
    {
        ref Flow flow = ref flows[index];
        if (content.IsFollowed)
        {
            TellGap(index, content, direction, missing, time);
            return;
        }

        ref PrefixBuffer own = ref content.Prefix(direction);
        if (own.IsClosed) return;
        own.IsClosed = true;
        if (own.Length == 0)
        {
            if (!content.Prefix(Opposite(direction)).IsClosed) return;
            Stop(index, content, time);
            return;
        }

        FlowPrefix prefix = Prefix(flow, content, direction, own.Bytes, content.Prefix(Opposite(direction)).Bytes, true, 0);
        int rank = _identifier.Ask(content, prefix);
        if (rank >= 0) OnMatch(index, content, rank, prefix, time);
        else if (rank == Identifier.Exhausted || content.Prefix(Opposite(direction)).IsClosed) Stop(index, content, time);
    }

    void TellGap(int index, FlowContent content, FlowDirection direction, long missing, long time)
    {
        AnalysisVerdict verdict = content.Analyzer is null ? default : _analyzers.OnGap(content, direction, missing, facts.At(index, time));
        if (!verdict.IsViolation) OpenPending(index, content, time);
        if (content.Decryption is { } layer && !verdict.IsViolation)
            verdict = FollowOn(index, content, verdict, _decryption!.OnGap(layer, direction, missing, time), time);
        Apply(index, content, direction, default, content.Stream(direction).Offset, verdict, time);
    }

    /// <summary>A flow ends while it is looked at: those who still wait must decide with what is there.</summary>
    internal void OnEnd(int index, long time)
    {
        ref Flow flow = ref flows[index];
        if (flow.Content is not { } content) return;
        if (flow.Transport == Transport.Tcp) DecideWithWhatIsThere(index, content, time);
        Stop(index, content, time);
    }

    void DecideWithWhatIsThere(int index, FlowContent content, long time)
    {
        if (content.IsFollowed) return;
        OnStreamGap(index, content, content.FirstSpeaker, 0, time);
        if (IsOpen(index, content) && !content.IsFollowed) OnStreamGap(index, content, Opposite(content.FirstSpeaker), 0, time);
    }

    bool MayWait(int index, FlowContent content, in PrefixBuffer own, long time)
    {
        if (own.Length > 0 || contents.TryCountUndecided(content)) return true;
        counters.UndecidedGivenUp++;
        Stop(index, content, time);
        return false;
    }

    void OnMatch(int index, FlowContent content, int rank, in FlowPrefix prefix, long time)
    {
        ref Flow flow = ref flows[index];
        flow.SetApp(content.Layer, (byte)(rank + 1));
        content.Turnover++;
        content.Analyzer = _analyzers.TryRent(rank);
        content.AnalyzerProtocol = rank;
        content.IsExpected = false;
        FlowStart start = StartOf(flow, content, time);
        if (content.Analyzer is null || !_analyzers.Start(content, start)) _analyzers.Describe(rank, prefix, facts.At(index, time));
        BeginDecryption(index, content, rank, start);
        if (content.IsFollowed) FeedPrefixes(index, content, prefix, time);
        else Stop(index, content, time);
    }

    // The side that spoke first is told first. The bytes lie in the prefix buffers or in the packet; the buffers are given back after.
    void FeedPrefixes(int index, FlowContent content, in FlowPrefix prefix, long time)
    {
        bool isStream = prefix.Transport == Transport.Tcp;
        FlowDirection first = isStream && content.HasSpoken ? content.FirstSpeaker : Opposite(prefix.Direction);
        int turnover = content.Turnover;
        if (!Feed(index, content, first, prefix, time) || !IsStill(index, content, turnover)) return;
        if (!Feed(index, content, Opposite(first), prefix, time) || !IsStill(index, content, turnover)) return;
        content.InitiatorPrefix.Release();
        content.ResponderPrefix.Release();
        contents.UncountUndecided(content);
    }

    // An analyzer that hands over may be used again at once, for what is inside, so it does not tell whether someone else took over.
    bool IsStill(int index, FlowContent content, int turnover) => IsOpen(index, content) && content.Turnover == turnover;

    // False when the bytes were handed to someone else.
    bool Feed(int index, FlowContent content, FlowDirection direction, in FlowPrefix prefix, long time)
    {
        bool isGrown = direction == prefix.Direction, isStream = prefix.Transport == Transport.Tcp;
        ReadOnlySpan<byte> bytes = isGrown ? prefix.Bytes : prefix.Opposite;
        long position = content.Stream(direction).Offset - content.LayerStart(direction);
        if (!bytes.IsEmpty && !FeedBytes(index, content, direction, bytes, isStream ? 0 : isGrown ? position : position - bytes.Length, prefix, time)) return false;
        // What came behind a gap was not kept while nobody had decided: the analyzer must know that it is missing.
        if (isStream && position > bytes.Length) TellGap(index, content, direction, position - bytes.Length, time);
        return true;
    }

    bool FeedBytes(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long offset, in FlowPrefix prefix, long time)
    {
        int rank = content.AnalyzerProtocol, turnover = content.Turnover;
        AnalysisVerdict verdict = Hand(index, content, new StreamChunk
        {
            Direction = direction,
            Bytes = bytes,
            Time = new Timestamp(time),
            Offset = offset,
            IsTruncated = direction == prefix.Direction && prefix.IsTruncated && prefix.Transport != Transport.Tcp,
        }, time);
        if (verdict.IsViolation) TakeBack(index, content, rank, prefix, time);
        // What the other side has just sent comes next.
        else if (verdict.IsRest && direction != prefix.Direction) return true;
        else Apply(index, content, direction, bytes, content.LayerStart(direction), verdict, time, OppositeEnd(content, direction, prefix));
        return IsStill(index, content, turnover);
    }

    // What the other side has said up to here, the bytes that are just being delivered included.
    static long OppositeEnd(FlowContent content, FlowDirection direction, in FlowPrefix prefix) =>
        content.LayerStart(Opposite(direction)) + (direction == prefix.Direction ? prefix.Opposite.Length : prefix.Bytes.Length);

    // The label was wrong and the bytes are still at hand: the others are asked.
    void TakeBack(int index, FlowContent content, int rank, in FlowPrefix prefix, long time)
    {
        Unlabel(index, content, time);
        content.Refused |= RankSet.Of(rank);
        int next = _identifier.Ask(content, prefix);
        if (next >= 0) OnMatch(index, content, next, prefix, time);
        else if (next == Identifier.Exhausted) Stop(index, content, time);
        else KeepAfterViolation(index, content, prefix, time);
    }

    void KeepAfterViolation(int index, FlowContent content, in FlowPrefix prefix, long time)
    {
        ref PrefixBuffer own = ref content.Prefix(prefix.Direction);
        bool isStream = prefix.Transport == Transport.Tcp;
        if (isStream && own.Length > 0) return;
        if (MayWait(index, content, own, time)) own.Replace(prefix.Bytes);
    }

    void Unlabel(int index, FlowContent content, long time)
    {
        ref Flow flow = ref flows[index];
        counters.Violations++;
        content.Turnover++;
        flow.SetApp(content.Layer, 0);
        if (content.Layer == 0) flow.Facts = null;
        _analyzers.Return(content);
        if (content.Pending is { } pending) DropPending(content, pending);
        if (content.Decryption is { } layer) EndDecryption(content, layer, time);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        AnalysisVerdict verdict = Hand(index, content, chunk, time);
        if (verdict != AnalysisVerdict.Continue) Apply(index, content, direction, bytes, content.Stream(direction).Offset, verdict, time);
    }

    void Apply(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long offset, AnalysisVerdict verdict, long time,
        long oppositeEnd = 0)
    {
        if (verdict.IsDone)
        {
            Stop(index, content, time);
        }
        else if (verdict.IsViolation)
        {
            // Beyond 10 KiB the flow has proved its label often enough; one odd message does not take it away.
            if (!content.IsResumed && content.FromInitiator.Offset + content.FromResponder.Offset <= 10 * 1024) Unlabel(index, content, time);
            Stop(index, content, time);
        }
        else if (verdict.IsUpgrade)
        {
            Upgrade(index, content, direction, bytes, offset, verdict, oppositeEnd, time);
        }
        else if (verdict.IsRest)
        {
            Rest(index, content);
        }
    }

    void Upgrade(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, long offset, AnalysisVerdict verdict, long oppositeEnd, long time)
    {
        if (content.Layer + 1 >= Flow.MaxLayers || (!content.IsInner && flows[index].Transport != Transport.Tcp))
        {
            Stop(index, content, time);
            return;
        }

        _analyzers.End(content, facts.At(index, time));
        // The bytes may lie in a prefix buffer that is given back here.
        int used = Math.Min(verdict.BytesUsed, bytes.Length);
        byte[] rest = bytes[used..].ToArray();
        content.ResetIdentification();
        contents.UncountUndecided(content);
        content.Turnover++;
        content.Layer++;
        content.Alpn = null;
        content.Announced = verdict.Protocol is { } announced ? protocols.Find(announced) + 1 : 0;
        content.InitiatorLayerStart = direction == FlowDirection.FromInitiator ? offset + used : Math.Max(content.FromInitiator.Offset, oppositeEnd);
        content.ResponderLayerStart = direction == FlowDirection.FromResponder ? offset + used : Math.Max(content.FromResponder.Offset, oppositeEnd);
        if (rest.Length > 0) IdentifyStream(index, content, direction, rest, time);
    }

    /// <summary>Nothing more is to be learnt of a flow: from here on it is only counted.</summary>
    internal void Stop(int index, FlowContent content, long time)
    {
        if (!IsOpen(index, content)) return;
        ref Flow flow = ref flows[index];
        _analyzers.End(content, facts.At(index, time));
        EndAllDecryption(index, content, time);
        content.Turnover++;
        if (content.IsInner)
        {
            content.IsStopped = true;
            contents.UncountUndecided(content);
            content.ResetIdentification();
            return;
        }

        flow.Flags |= FlowFlags.CountOnly;
        if (content.FromInitiator.IsStarted) flow.NextFromInitiator = content.FromInitiator.Next;
        if (content.FromResponder.IsStarted) flow.NextFromResponder = content.FromResponder.Next;
        flow.Content = null;
        bool isSettled = content.IsSettled;
        contents.Return(content);
        if (flow.App != 0 && !isSettled) facts.Settle(index, time);
    }

    static FlowPrefix Prefix(in Flow flow, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> opposite, bool isTruncated, int datagrams) => new()
    {
        Transport = content.IsInner ? Transport.Tcp : flow.Transport,
        InitiatorAddress = flow.Initiator,
        ResponderAddress = flow.Responder,
        InitiatorPort = flow.InitiatorPort,
        ResponderPort = flow.ResponderPort,
        Direction = direction,
        Bytes = bytes,
        Opposite = opposite,
        IsTruncated = isTruncated,
        IsMidStream = IsMidStream(flow, content),
        DatagramIndex = datagrams,
        Alpn = content.Alpn,
    };

    static FlowDirection Opposite(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
}
