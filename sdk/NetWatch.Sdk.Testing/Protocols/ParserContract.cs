using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using Xunit;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// The tests that the analyzer, the describer and the dissector of every protocol must pass: the same facts however a stream is cut, no harm from
/// any bytes. Inherit from it in a test project and give samples; parts that a protocol does not have are not tested.
/// </summary>
/// <typeparam name="TClassifier">The classifier of the protocol, whose assembly holds the other parts.</typeparam>
public abstract class ParserContract<TClassifier> where TClassifier : IProtocolClassifier, new()
{
    const int RandomFlows = 5_000;
    const int RandomPackets = 5_000;

    readonly ProtocolParts _parts = ProtocolParts.Of<TClassifier>();

    /// <summary>Flows of the protocol, at least one.</summary>
    protected abstract IReadOnlyList<FlowSample> Samples { get; }

    /// <summary>The first seed of the random inputs; a failure prints the seed that failed.</summary>
    protected virtual int Seed => 20_260_101;

    /// <summary>However the segments of a stream fall, the facts are the same and in the same order.</summary>
    [Fact]
    public void However_a_stream_is_cut_the_facts_are_the_same()
    {
        var harness = new AnalyzerHarness(_parts);
        foreach (FlowSample sample in Samples.Where(sample => sample.Transport == Transport.Tcp))
        {
            string whole = harness.Run(sample).Text;
            foreach (Segmentation cuts in CutsOf(sample))
            {
                string cut = harness.Run(sample, cuts).Text;
                Assert.True(whole == cut, $"Sample '{sample}' with {cuts} gives\n{cut}\ninstead of\n{whole}");
            }
        }
    }

    /// <summary>What a flow leaves behind in an analyzer does not show in the next.</summary>
    [Fact]
    public void One_flow_does_not_show_in_the_next()
    {
        string[] alone = [.. Samples.Select(sample => new AnalyzerHarness(_parts).Run(sample).Text)];
        var shared = new AnalyzerHarness(_parts);
        foreach (FlowSample sample in Samples) shared.Run(sample);
        for (int i = Samples.Count - 1; i >= 0; i--) Assert.Equal(alone[i], shared.Run(Samples[i]).Text);
    }

    /// <summary>Mutated bytes, gaps and a wrong order of the directions make the analyzer neither throw nor hold on to what it should not.</summary>
    [Fact]
    public void Mutated_flows_with_gaps_do_no_harm()
    {
        if (_parts.Analyzers?.Create() is not { } analyzer) return;
        FlowSample[] samples = [.. Samples];
        for (int seed = Seed; seed < Seed + RandomFlows; seed++)
        {
            try
            {
                Follow(analyzer, new Random(seed), seed, samples);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"The analyzer threw {exception.GetType().Name} for seed {seed}.", exception);
            }
        }
    }

    /// <summary>The describer copes with what the classifier matches and with anything else.</summary>
    [Fact]
    public void Any_first_bytes_can_be_described()
    {
        if (_parts.Describer is not { } describer) return;
        FlowSample[] samples = [.. Samples];
        for (int seed = Seed; seed < Seed + RandomPackets; seed++)
        {
            (FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(seed, samples);
            var facts = new FactCollector();
            describer.Describe(
                new FlowPrefix
                {
                    Transport = sample.Transport, InitiatorPort = sample.InitiatorPort, ResponderPort = sample.ResponderPort, Direction = direction,
                    Bytes = bytes, IsTruncated = isTruncated, IsMidStream = seed % 3 == 0,
                },
                facts);
            ReadAll(facts.Facts);
        }
    }

    /// <summary>The dissector copes with any bytes, and its nodes lie within them.</summary>
    [Fact]
    public void Any_bytes_can_be_dissected()
    {
        if (_parts.Dissector is not { } dissector) return;
        FlowSample[] samples = [.. Samples];
        for (int seed = Seed; seed < Seed + RandomPackets; seed++)
        {
            var random = new Random(seed);
            (FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(seed, samples);
            var input = new DissectionInput
            {
                Bytes = bytes, PacketStart = sample.Transport == Transport.Udp ? 0 : random.Next(bytes.Length + 1), StartsAtFirstByte = random.Next(2) == 0,
                IsTruncated = isTruncated, Transport = sample.Transport, Direction = direction, SourcePort = sample.InitiatorPort,
                DestinationPort = sample.ResponderPort,
            };
            var tree = new BoundedTree(bytes.Length, seed);
            dissector.Summarize(input);
            dissector.Dissect(input, tree);
        }
    }

    static void Follow(IFlowAnalyzer analyzer, Random random, int seed, FlowSample[] samples)
    {
        var facts = new FactCollector();
        (FlowSample sample, _, _, _) = HostileBytes.Make(seed, samples);
        long[] offsets = new long[2];
        analyzer.Start(new FlowStart(sample.Tuple, random.Next(4) == 0, sample.Start) { FlowId = 1 });
        for (int step = random.Next(1, 10); step > 0; step--)
        {
            (_, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(unchecked((seed * 31) + step), samples);
            AnalysisVerdict verdict = random.Next(8) == 0 && sample.Transport == Transport.Tcp
                ? analyzer.OnGap(direction, random.Next(1, 3000), facts)
                : analyzer.OnData(
                    new StreamChunk
                    {
                        Direction = direction, Bytes = bytes, Time = new Timestamp(sample.Start.Nanoseconds + step), Offset = offsets[(int)direction],
                        IsTruncated = isTruncated && sample.Transport == Transport.Udp,
                    },
                    facts);
            offsets[(int)direction] += bytes.Length;
            Assert.False(verdict.IsUpgrade && verdict.BytesUsed > bytes.Length, $"Seed {seed}: an upgrade uses more bytes than there are.");
            if (verdict != AnalysisVerdict.Continue) break;
        }

        analyzer.OnEnd(facts);
        ReadAll(facts.Facts);
    }

    // Screens and exports read every fact, so what they call must hold as well.
    static void ReadAll(IEnumerable<Fact> facts)
    {
        foreach (Fact fact in facts)
        {
            Assert.DoesNotContain(fact.Summary, char.IsControl);
            FactText.Of(fact);
        }
    }

    static IEnumerable<Segmentation> CutsOf(FlowSample sample)
    {
        yield return Segmentation.Every(1);
        int longest = sample.Turns.Max(turn => turn.Bytes.Length);
        for (int position = 1; position < longest; position += 1 + (position / 64)) yield return Segmentation.CutAt(position);
        for (int seed = 0; seed < 20; seed++) yield return Segmentation.Random(seed, Math.Max(2, longest / 4));
    }
}
