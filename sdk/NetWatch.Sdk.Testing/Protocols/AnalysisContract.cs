using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using Xunit;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// The tests that the describer, analyzer and dissector of a protocol must pass, where it has them. Inherit from it in a test project and give
/// samples; xunit finds the rest.
/// </summary>
/// <typeparam name="TClassifier">The classifier, in whose assembly the other parts are found.</typeparam>
public abstract class AnalysisContract<TClassifier> where TClassifier : IProtocolClassifier, new()
{
    const int HostileFlows = 10_000;
    const int HostilePackets = 10_000;
    const int FirstSeed = 20_260_201;

    readonly ProtocolParts _parts = ProtocolParts.Of<TClassifier>();

    /// <summary>Flows of the protocol from each of which at least one fact is learnt.</summary>
    protected abstract IReadOnlyList<FlowSample> Samples { get; }

    /// <summary>Every sample gets the label, keeps it, and tells something.</summary>
    [Fact]
    public void Every_sample_tells_something()
    {
        var harness = new AnalyzerHarness(_parts);
        foreach (FlowSample sample in Samples)
        {
            FlowAnalysis analysis = harness.Run(sample);
            Assert.Equal(_parts.Declaration.Id, analysis.App);
            Assert.True(analysis.Violation is null, $"'{sample}': {analysis.Violation}");
            Assert.True(analysis.Facts.Count > 0, $"Nothing is learnt of '{sample}'.");
            foreach (Fact fact in analysis.Facts) CheckText(fact, sample.Name);
        }
    }

    /// <summary>However the segments of a stream fall, the same is learnt.</summary>
    [Fact]
    public void However_a_stream_is_cut_the_facts_are_the_same()
    {
        var harness = new AnalyzerHarness(_parts);
        foreach (FlowSample sample in Samples.Where(sample => sample.Transport == Transport.Tcp))
        {
            string whole = harness.Run(sample).Text;
            int longest = Math.Min(2000, sample.Turns.Max(turn => turn.Bytes.Length));
            Assert.Equal(whole, harness.Run(sample, Segmentation.Every(1)).Text);
            for (int cut = 1; cut < longest; cut++) Assert.Equal(whole, harness.Run(sample, Segmentation.CutAt(cut)).Text);
        }
    }

    /// <summary>What one flow leaves in an analyzer does not show in the next.</summary>
    [Fact]
    public void A_flow_says_the_same_whatever_came_before()
    {
        string[] alone = [.. Samples.Select(sample => new AnalyzerHarness(_parts).Run(sample).Text)];
        var harness = new AnalyzerHarness(_parts);
        for (int round = 0; round < 2; round++)
            Assert.Equal(alone, Samples.Select(sample => harness.Run(sample).Text));
    }

    /// <summary>Changed, cut and lost bytes make the analyzer neither throw nor publish what can't be written.</summary>
    [Fact]
    public void Hostile_flows_do_no_harm()
    {
        if (_parts.Analyzers?.Create() is not { } analyzer) return;
        FlowSample[] samples = [.. Samples];
        var facts = new FactCollector();
        for (int seed = FirstSeed; seed < FirstSeed + HostileFlows; seed++)
        {
            facts.Clear();
            string what = $"seed {seed}";
            try
            {
                HostileFlow(analyzer, samples, seed, facts);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"The analyzer threw {error.GetType().Name} for {what}.", error);
            }

            foreach (Fact fact in facts.Facts) CheckText(fact, what);
        }
    }

    /// <summary>The describer copes with any bytes.</summary>
    [Fact]
    public void Hostile_prefixes_can_be_described()
    {
        if (_parts.Describer is not { } describer) return;
        FlowSample[] samples = [.. Samples];
        var facts = new FactCollector();
        for (int seed = FirstSeed; seed < FirstSeed + HostilePackets; seed++)
        {
            facts.Clear();
            (FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(seed, samples);
            var buffer = new PrefixBuffer(sample, sample.IsMidStream);
            buffer.Append(direction, bytes, isTruncated);
            if (sample.Turns.FirstOrDefault(turn => turn.Direction != direction) is { } other) buffer.Append(other.Direction, other.Bytes.Span, false);
            describer.Describe(buffer.Prefix(direction), facts);
            foreach (Fact fact in facts.Facts) CheckText(fact, $"seed {seed}");
        }
    }

    /// <summary>The dissector copes with any bytes, and what it marks lies within them.</summary>
    [Fact]
    public void Hostile_packets_can_be_dissected()
    {
        if (_parts.Dissector is not { } dissector) return;
        FlowSample[] samples = [.. Samples];
        for (int seed = FirstSeed; seed < FirstSeed + HostilePackets; seed++)
        {
            (FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(seed, samples);
            Dissect(dissector, sample, direction, bytes, isTruncated, new Random(seed));
        }

        foreach (FlowSample sample in samples)
            foreach (FlowTurn turn in sample.Turns)
                for (int length = 1; length <= turn.Bytes.Length; length++)
                    Dissect(dissector, sample, turn.Direction, turn.Bytes[..length].ToArray(), true, new Random(length));
    }

    static void Dissect(IDissector dissector, FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated, Random random)
    {
        bool fromInitiator = direction == FlowDirection.FromInitiator;
        var input = new DissectionInput
        {
            Bytes = bytes,
            PacketStart = sample.Transport == Transport.Udp || random.Next(2) == 0 ? 0 : random.Next(bytes.Length),
            StartsAtFirstByte = random.Next(2) == 0,
            IsTruncated = isTruncated,
            Transport = sample.Transport,
            Direction = direction,
            SourcePort = fromInitiator ? sample.InitiatorPort : sample.ResponderPort,
            DestinationPort = fromInitiator ? sample.ResponderPort : sample.InitiatorPort,
        };
        TreeText.Of(dissector, input);
        _ = dissector.Summarize(input);
    }

    static void HostileFlow(IFlowAnalyzer analyzer, FlowSample[] samples, int seed, FactCollector facts)
    {
        var random = new Random(seed);
        FlowSample flow = samples[random.Next(samples.Length)];
        analyzer.Start(new FlowStart(flow.Tuple, random.Next(4) == 0, flow.Start));
        long[] offsets = new long[2];
        for (int step = 0; step < 8; step++)
        {
            (_, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(random.Next(), samples);
            bool isStream = flow.Transport == Transport.Tcp;
            AnalysisVerdict verdict;
            if (isStream && random.Next(6) == 0)
            {
                int missing = random.Next(1, 4000);
                verdict = analyzer.OnGap(direction, missing, facts);
                offsets[(int)direction] += missing;
            }
            else
            {
                verdict = analyzer.OnData(
                    new StreamChunk
                    {
                        Direction = direction, Bytes = bytes, Time = new Timestamp(random.Next()), Offset = offsets[(int)direction],
                        IsTruncated = isTruncated && !isStream,
                    },
                    facts);
                offsets[(int)direction] += bytes.Length;
            }

            if (verdict != AnalysisVerdict.Continue) break;
        }

        analyzer.OnEnd(facts);
    }

    static void CheckText(Fact fact, string what)
    {
        FactText.Of(fact);
        _ = fact.ServerName;
        string summary = fact.Summary;
        Assert.False(summary.Any(char.IsControl), $"The summary of a fact has control characters for {what}: {summary}");
    }
}
