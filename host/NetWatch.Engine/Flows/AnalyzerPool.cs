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

    internal AnalyzerPool(ProtocolTable protocols, IExtensionFaults faults)
    {
        (_protocols, _faults) = (protocols, faults);
        _idle = new Stack<IFlowAnalyzer>[protocols.Count];
        for (int i = 0; i < _idle.Length; i++) _idle[i] = new Stack<IFlowAnalyzer>();
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

    internal bool Start(IFlowAnalyzer analyzer, int rank, in FlowStart start)
    {
        try
        {
            analyzer.Start(start);
            return true;
        }
        catch (Exception error)
        {
            Fault(rank, error);
            return false;
        }
    }

    internal AnalysisVerdict OnData(IFlowAnalyzer analyzer, int rank, in StreamChunk chunk, IFactSink facts)
    {
        try
        {
            return analyzer.OnData(chunk, facts);
        }
        catch (Exception error)
        {
            Fault(rank, error);
            return AnalysisVerdict.Done;
        }
    }

    internal AnalysisVerdict OnGap(IFlowAnalyzer analyzer, int rank, FlowDirection direction, long missing, IFactSink facts)
    {
        if (missing <= 0) return AnalysisVerdict.Continue;
        try
        {
            return analyzer.OnGap(direction, missing, facts);
        }
        catch (Exception error)
        {
            Fault(rank, error);
            return AnalysisVerdict.Done;
        }
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
        if (content.Analyzer is not { } analyzer) return;
        try
        {
            analyzer.OnEnd(facts);
        }
        catch (Exception error)
        {
            Fault(content.AnalyzerProtocol, error);
            content.Analyzer = null;
            return;
        }

        Return(content);
    }

    /// <summary>Keeps the analyzer of a flow for the next without asking it for more.</summary>
    internal void Return(FlowContent content)
    {
        if (content.Analyzer is not { } analyzer) return;
        content.Analyzer = null;
        Stack<IFlowAnalyzer> idle = _idle[content.AnalyzerProtocol];
        if (idle.Count < MaxIdle) idle.Push(analyzer);
    }

    void Fault(int rank, Exception error) => _faults.Report(_protocols[rank].Analyzers!, error);
}
