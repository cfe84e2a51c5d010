using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>Flows of which nothing needs to be remembered between one datagram and the next.</summary>
sealed partial class FlowInspector
{
    // What others hold on to the content is not told in the verdict of its analyzer.
    void Rest(int index, FlowContent content)
    {
        ref Flow flow = ref flows[index];
        bool isHeld = content.Decryption is not null || content.Pending is not null || content.IsExpected;
        if (flow.Transport == Transport.Tcp || content.IsInner || isHeld || content.Layer > 0) return;
        _analyzers.Return(content);
        content.Turnover++;
        flow.Content = null;
        flow.Flags |= FlowFlags.Resting;
        contents.Return(content);
    }

    /// <summary>Takes a flow up again that has rested; false when its protocol has no analyzer any longer.</summary>
    bool TryResume(int index, long time)
    {
        ref Flow flow = ref flows[index];
        FlowContent content = flow.Content = contents.Rent();
        flow.Flags &= ~FlowFlags.Resting;
        content.IsResumed = true;
        content.AnalyzerProtocol = flow.App - 1;
        content.Analyzer = _analyzers.TryRent(content.AnalyzerProtocol);
        if (content.Analyzer is not null && _analyzers.Start(content, StartOf(flow, content, time) with { IsResumed = true })) return true;
        Stop(index, content, time);
        return false;
    }
}
