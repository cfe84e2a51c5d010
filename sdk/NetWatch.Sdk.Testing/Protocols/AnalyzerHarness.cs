using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// Feeds sample flows to protocols the way the host does: prefixes to the classifiers until one matches, then the bytes from the first on
/// to an analyzer of the protocol, with gaps, datagrams, upgrades to an inner protocol and violations.
/// </summary>
/// <remarks>Analyzers are used again from one flow to the next, as in the host, so what one flow leaves behind shows in the next.</remarks>
public sealed class AnalyzerHarness
{
    readonly ProtocolParts[] _protocols;
    readonly Dictionary<string, Stack<IFlowAnalyzer>> _idle = [];

    /// <summary>Tests several protocols together; they are asked in the order given, since ordering them is the host's work.</summary>
    public AnalyzerHarness(params IReadOnlyList<ProtocolParts> protocols) => _protocols = [.. protocols];

    /// <summary>Tests the protocol of a classifier with the parts found in its assembly.</summary>
    /// <typeparam name="TClassifier">The classifier.</typeparam>
    public static AnalyzerHarness For<TClassifier>() where TClassifier : IProtocolClassifier, new() => new(ProtocolParts.Of<TClassifier>());

    /// <summary>Runs one flow from its first byte to its end.</summary>
    /// <param name="sample">The flow.</param>
    /// <param name="segmentation">Where to cut streams; each turn whole when not given.</param>
    public FlowAnalysis Run(FlowSample sample, Segmentation? segmentation = null)
    {
        var run = new FlowRun(this, sample);
        var time = sample.Start;
        foreach (FlowTurn turn in sample.Turns)
        {
            time = new(time.Nanoseconds + turn.Delay.Ticks * 100);
            if (turn.MissingBytes > 0)
            {
                run.OnGap(turn.Direction, turn.MissingBytes);
                continue;
            }

            IEnumerable<ReadOnlyMemory<byte>> pieces = sample.Transport == NetWatch.Sdk.Packets.Transport.Tcp
                ? (segmentation ?? Segmentation.Whole).Cut(turn.Bytes)
                : [turn.Bytes];
            foreach (ReadOnlyMemory<byte> piece in pieces)
            {
                if (!piece.IsEmpty) run.OnData(new Segment(turn.Direction, piece, time, turn.IsTruncated));
            }
        }

        return run.End();
    }

    internal IEnumerable<ProtocolParts> AskedAbout(FlowSample sample) =>
        _protocols.Where(protocol => ClassifierRun.IsAsked(protocol.Declaration, sample));

    internal IFlowAnalyzer? Rent(ProtocolParts protocol) =>
        _idle.TryGetValue(protocol.Declaration.Id, out Stack<IFlowAnalyzer>? idle) && idle.TryPop(out IFlowAnalyzer? analyzer)
            ? analyzer
            : protocol.Analyzers?.Create();

    internal void Return(ProtocolParts protocol, IFlowAnalyzer analyzer)
    {
        if (!_idle.TryGetValue(protocol.Declaration.Id, out Stack<IFlowAnalyzer>? idle)) _idle[protocol.Declaration.Id] = idle = new();
        idle.Push(analyzer);
    }
}
