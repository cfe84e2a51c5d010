using NetWatch.Engine.Flows;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Identification;

/// <summary>Asks the classifiers about a flow, in their order, and remembers who has said no.</summary>
sealed class Identifier(ProtocolTable table, IExtensionFaults faults)
{
    internal const int Undecided = -1;
    internal const int Exhausted = -2;

    // As delegates: through the interface, of which there are as many classes as protocols, each question looks its method up.
    readonly Question[] _questions = [.. table.Protocols.Select(protocol => (Question)protocol.Classifier.Classify)];

    RankSet _disabled;

    // Not the current one, so that the first question looks at who is out of use already.
    int _generation = faults.Generation - 1;

    /// <summary>
    /// Asks everyone who has not refused and is not waiting for more. Returns the rank of the match, <see cref="Undecided"/> while
    /// someone waits, or <see cref="Exhausted"/> when all have refused.
    /// </summary>
    internal int Ask(FlowContent content, in FlowPrefix prefix)
    {
        if (_generation != faults.Generation) Refresh();
        RankSet hinted = table.Hinted(prefix.InitiatorPort, prefix.ResponderPort);
        RankSet open = table.Candidates(prefix.Transport, hinted) & ~content.Refused & ~_disabled;
        if (prefix.Alpn is not null && AskNegotiated(content, prefix, ref open) is >= 0 and int negotiated) return negotiated;
        // Those that the user wants first are asked in the user's order, whatever the port is.
        int match = AskEach(content, prefix, open & table.Levels[0]);
        for (int level = 1; match < 0 && level < table.Levels.Length; level++)
        {
            match = AskEach(content, prefix, open & table.Levels[level] & hinted);
            if (match < 0) match = AskEach(content, prefix, open & table.Levels[level] & ~hinted);
        }

        if (match >= 0) return match;

        return (open & ~content.Refused).IsEmpty ? Exhausted : Undecided;
    }

    // What both ends agreed on is asked first, also what would else be asked on its own ports only.
    int AskNegotiated(FlowContent content, in FlowPrefix prefix, ref RankSet open)
    {
        RankSet named = table.Negotiated(prefix.Alpn!) & ~content.Refused & ~_disabled;
        open |= named;
        int match = AskEach(content, prefix, named);
        open &= ~content.Refused;
        return match;
    }

    // Someone went out of use or came back on the user's word.
    void Refresh()
    {
        _generation = faults.Generation;
        _disabled = default;
        for (int rank = 0; rank < table.Count; rank++)
        {
            if (faults.IsQuarantined(table[rank].Classifier)) _disabled |= RankSet.Of(rank);
        }
    }

    int AskEach(FlowContent content, in FlowPrefix prefix, RankSet ranks)
    {
        for (; !ranks.IsEmpty; ranks = ranks.WithoutFirst)
        {
            int rank = ranks.First;
            if (content.IsWaiting && content.Awaited(prefix.Direction) is { } awaited && prefix.Bytes.Length < awaited[rank] && !prefix.IsTruncated) continue;
            Classification answer = AskOne(rank, prefix);
            if (answer.IsMatch) return rank;
            if (answer.IsUndecided && MayWait(rank, prefix, answer.MinimumBytes))
                content.Await(prefix.Direction, rank, AwaitedBytes(prefix, answer.MinimumBytes), table.Count);
            else
                content.Refused |= RankSet.Of(rank);
        }

        return -1;
    }

    // Datagrams do not grow: "more" is the next datagram, whatever its length.
    static int AwaitedBytes(in FlowPrefix prefix, int minimum) => prefix.Transport == Transport.Tcp ? minimum : 0;

    bool MayWait(int rank, in FlowPrefix prefix, int minimum) =>
        prefix.Transport != Transport.Tcp
        || (minimum > prefix.Bytes.Length && minimum <= table[rank].Declaration.MaxBytes && (!prefix.IsTruncated || prefix.Opposite.IsEmpty));

    Classification AskOne(int rank, in FlowPrefix prefix)
    {
        try
        {
            return _questions[rank](prefix);
        }
        catch (Exception error)
        {
            // One strike: a classifier that throws on hostile bytes would be thrown at again with every packet.
            faults.Report(table[rank].Classifier, error);
            Refresh();
            _disabled |= RankSet.Of(rank);
            return Classification.NoMatch;
        }
    }

    delegate Classification Question(in FlowPrefix prefix);
}
