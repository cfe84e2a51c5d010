using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>The one door through which analyzers and describers are called: keeps used analyzers, and lets no exception out.</summary>
sealed class AnalyzerPool
{
    const int MaxIdle = 4096;

    readonly ProtocolTable _protocols;
    readonly IExtensionFaults _faults;
    readonly Stack<IFlowAnalyzer>[] _idle;
    readonly bool[] _isOut;
    int _generation;

    internal AnalyzerPool(ProtocolTable protocols, IExtensionFaults faults)
    {
        (_protocols, _faults) = (protocols, faults);
        _idle = new Stack<IFlowAnalyzer>[protocols.Count];
        _isOut = new bool[protocols.Count];
        for (int i = 0; i < _idle.Length; i++) _idle[i] = new Stack<IFlowAnalyzer>();
        Refresh();
    }

    /// <summary>An analyzer for a protocol, or null when it has none or it is out of use.</summary>
    internal IFlowAnalyzer? TryRent(int rank)
    {
        if (_protocols[rank].Analyzers is not { } factory || _faults.IsQuarantined(factory)) return null;
        if (_idle[rank].TryPop(out IFlowAnalyzer? idle)) return idle;
        try
        {
            return factory.Create();
        }
        catch (Exception error)
        {
            _faults.Report(factory, error);
            return null;
        }
    }

    internal bool Start(FlowContent content, in FlowStart start)
    {
        try
        {
            content.Analyzer!.Start(start);
            return true;
        }
        catch (Exception error)
        {
            Drop(content, error);
            return false;
        }
    }

    internal AnalysisVerdict OnData(FlowContent content, in StreamChunk chunk, IFactSink facts)
    {
        if (IsOut(content)) return AnalysisVerdict.Done;
        try
        {
            return content.Analyzer!.OnData(chunk, facts);
        }
        catch (Exception error)
        {
            Drop(content, error);
            return AnalysisVerdict.Done;
        }
    }

    internal AnalysisVerdict OnGap(FlowContent content, FlowDirection direction, long missing, IFactSink facts)
    {
        if (missing <= 0) return AnalysisVerdict.Continue;
        if (IsOut(content)) return AnalysisVerdict.Done;
        try
        {
            return content.Analyzer!.OnGap(direction, missing, facts);
        }
        catch (Exception error)
        {
            Drop(content, error);
            return AnalysisVerdict.Done;
        }
    }

    internal AnalysisVerdict OnStreamGap(FlowContent content, long streamId, FlowDirection direction, long missing, IFactSink facts)
    {
        if (IsOut(content) || content.Analyzer is not IMultiStreamAnalyzer analyzer) return AnalysisVerdict.Done;
        try
        {
            return analyzer.OnStreamGap(streamId, direction, missing, facts);
        }
        catch (Exception error)
        {
            Drop(content, error);
            return AnalysisVerdict.Done;
        }
    }

    internal AnalysisVerdict OnStreamEnd(FlowContent content, long streamId, FlowDirection direction, IFactSink facts)
    {
        if (IsOut(content) || content.Analyzer is not IMultiStreamAnalyzer analyzer) return AnalysisVerdict.Done;
        try
        {
            return analyzer.OnStreamEnd(streamId, direction, facts);
        }
        catch (Exception error)
        {
            Drop(content, error);
            return AnalysisVerdict.Done;
        }
    }

    // Out of use means out of use: flows that it followed before are no longer handed to it either.
    bool IsOut(FlowContent content)
    {
        if (_generation != _faults.Generation) Refresh();
        if (!_isOut[content.AnalyzerProtocol]) return false;
        content.Analyzer = null;
        return true;
    }

    void Refresh()
    {
        _generation = _faults.Generation;
        for (int rank = 0; rank < _isOut.Length; rank++)
            _isOut[rank] = _protocols[rank].Analyzers is { } factory && _faults.IsQuarantined(factory);
    }

    // After an exception nobody knows in which state it is, so it is not used again, not even for this flow's end.
    void Drop(FlowContent content, Exception error)
    {
        content.Analyzer = null;
        _faults.Report(_protocols[content.AnalyzerProtocol].Analyzers!, error);
    }

    internal void Describe(int rank, in FlowPrefix prefix, IFactSink facts)
    {
        if (_protocols[rank].Describer is not { } describer || _faults.IsQuarantined(describer)) return;
        try
        {
            describer.Describe(prefix, facts);
        }
        catch (Exception error)
        {
            _faults.Report(describer, error);
        }
    }

    /// <summary>Ends the analysis of a flow and keeps the analyzer for the next.</summary>
    internal void End(FlowContent content, IFactSink facts)
    {
        if (content.Analyzer is not { } analyzer || IsOut(content)) return;
        try
        {
            analyzer.OnEnd(facts);
        }
        catch (Exception error)
        {
            Drop(content, error);
            return;
        }

        Return(content);
    }

    /// <summary>Keeps the analyzer of a flow for the next without asking it for more.</summary>
    internal void Return(FlowContent content)
    {
        if (content.Analyzer is not { } analyzer) return;
        content.Analyzer = null;
        if (content.IsExpected)
        {
            content.IsExpected = false;
            return;
        }

        Stack<IFlowAnalyzer> idle = _idle[content.AnalyzerProtocol];
        if (idle.Count < MaxIdle) idle.Push(analyzer);
    }
}
