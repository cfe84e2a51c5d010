using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Asks one classifier about a whole sample flow.</summary>
static class SampleClassification
{
    /// <summary>The final answer; undecided at the end of the flow counts as no match.</summary>
    internal static Classification Run(IProtocolClassifier classifier, ProtocolAttribute declaration, FlowSample sample, Segmentation cuts)
    {
        var run = new ClassifierRun(classifier, declaration);
        var buffer = new PrefixBuffer(sample, sample.IsMidStream);
        foreach (FlowTurn turn in sample.Turns)
        {
            if (turn.MissingBytes > 0)
            {
                buffer.Truncate(turn.Direction);
                run.Ask(buffer, turn.Direction);
                continue;
            }

            foreach (ReadOnlyMemory<byte> piece in sample.Transport == Transport.Tcp ? cuts.Cut(turn.Bytes) : [turn.Bytes])
            {
                buffer.Append(turn.Direction, piece.Span, turn.IsTruncated);
                run.Ask(buffer, turn.Direction);
            }
        }

        return run.Answer.IsMatch ? run.Answer : Classification.NoMatch;
    }
}
