using System.Runtime.CompilerServices;
using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>What lies one inside the other: layers that are decrypted, and the streams that come out of them.</summary>
sealed partial class FlowInspector
{
    DecryptionStage? _decryption;

    /// <summary>Makes decryption possible. Called once, before the first packet, where there may be keys.</summary>
    internal DecryptionStage AddDecryption() =>
        _decryption ??= new DecryptionStage(protocols, flows, facts, contents, this, _analyzers, faults);

    /// <summary>Whether the content is still looked at: a call into a plugin may have ended it.</summary>
    bool IsOpen(int index, FlowContent content) => content.IsInner ? !content.IsStopped : flows[index].Content == content;

    static bool IsMidStream(in Flow flow, FlowContent content) =>
        content.IsInner ? content.IsInnerMidStream : (flow.Flags & FlowFlags.MidStream) != 0;

    static FlowStart StartOf(in Flow flow, FlowContent content, long time) => new(flow.Tuple, IsMidStream(flow, content), new Timestamp(time))
    {
        Layer = content.Layer,
        IsDecrypted = content.IsInner,
        Alpn = content.Alpn,
        FlowId = FlowId.Of(flow),
    };

    static int TakeAnnounced(FlowContent content)
    {
        int rank = content.Announced - 1;
        content.Announced = 0;
        return rank;
    }

    // The analyzer of a layer and its decryptor are handed the same bytes, each on its own account.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    AnalysisVerdict Hand(int index, FlowContent content, in StreamChunk chunk, long time)
    {
        if (content.Pending is not null) facts.Hello = null;
        AnalysisVerdict verdict = content.Analyzer is null ? default : _analyzers.OnData(content, chunk, facts.At(index, time));
        if (content.Pending is not null && !verdict.IsViolation)
        {
            DecideOnHello(index, content, chunk, verdict, time);
            if (content.Decryption is null) return verdict;
        }

        return content.Decryption is { } layer && !verdict.IsViolation
            ? FollowOn(index, content, verdict, _decryption!.OnData(layer, chunk), time)
            : verdict;
    }

    // The flow is followed as long as one of the two wants more. What the analyzer has learnt is told when it is done.
    AnalysisVerdict FollowOn(int index, FlowContent content, AnalysisVerdict verdict, bool goesOn, long time)
    {
        if (verdict.IsDone || verdict.IsUpgrade)
        {
            _analyzers.End(content, facts.At(index, time));
            content.Analyzer = null;
            if (!content.IsInner && !content.IsSettled) facts.Settle(index, time);
            content.IsSettled = true;
        }

        if (!goesOn && content.Decryption is { } layer) EndDecryption(content, layer, time);
        return content.IsFollowed ? AnalysisVerdict.Continue : AnalysisVerdict.Done;
    }

    void EndDecryption(FlowContent content, DecryptedLayer layer, long time)
    {
        content.Decryption = null;
        _decryption!.End(layer, time);
    }

    /// <summary>A decryptor that was called out of turn wants nothing more.</summary>
    internal void EndDecryption(int index, DecryptedLayer layer, long time)
    {
        FlowContent content = layer.Outer;
        if (content.Decryption != layer) return;
        EndDecryption(content, layer, time);
        if (!content.IsFollowed) Stop(index, content, time);
    }

    /// <summary>The last bytes of an encrypted stream were sent and not captured.</summary>
    internal void OnLostTail(int index, FlowContent content, FlowDirection direction, long missing, long time)
    {
        if (content.Decryption is { } layer && !_decryption!.OnGap(layer, direction, missing, time)) EndDecryption(index, layer, time);
    }

    /// <summary>What was decrypted ends with its layer.</summary>
    internal void EndInner(int index, FlowContent inner, long time)
    {
        if (inner.IsStopped) return;
        DecideWithWhatIsThere(index, inner, time);
        Stop(index, inner, time);
    }

    /// <summary>Begins the analysis of what runs on many decrypted streams; rank -1 when nobody knows it.</summary>
    internal void BeginStreams(int index, FlowContent inner, int rank, long time)
    {
        ref Flow flow = ref flows[index];
        if (rank < 0) return;
        flow.SetApp(inner.Layer, (byte)(rank + 1));
        if (_analyzers.TryRent(rank) is not { } analyzer) return;
        inner.Analyzer = analyzer;
        inner.AnalyzerProtocol = rank;
        if (analyzer is not IMultiStreamAnalyzer) _analyzers.Return(inner);
        else _analyzers.Start(inner, StartOf(flow, inner, time));
    }

    /// <summary>Follows the verdict of an analyzer on many streams.</summary>
    internal void Judge(int index, FlowContent inner, AnalysisVerdict verdict, long time)
    {
        if (verdict == AnalysisVerdict.Continue || verdict.IsRest || inner.Analyzer is null) return;
        if (verdict.IsViolation) Unlabel(index, inner, time);
        else _analyzers.End(inner, facts.At(index, time));
    }
}
