namespace NetWatch.Engine.Flows;

/// <summary>Flows that others have announced.</summary>
sealed partial class FlowInspector
{
    /// <summary>A flow begins that another one has announced: it needs no classifier, and has its analyzer already.</summary>
    internal void Follow(int index, in Expectation expectation, long time)
    {
        ref Flow flow = ref flows[index];
        FlowContent content = flow.Content = contents.Rent();
        flow.SetApp(0, (byte)(expectation.Rank + 1));
        content.Turnover++;
        content.Analyzer = expectation.Analyzer;
        content.AnalyzerProtocol = expectation.Rank;
        content.IsExpected = true;
        if (!_analyzers.Start(content, StartOf(flow, content, time))) Stop(index, content, time);
    }
}
