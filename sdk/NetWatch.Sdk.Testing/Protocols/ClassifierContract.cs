using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using Xunit;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// The tests that every classifier must pass. Inherit from it in a test project and give samples; xunit finds the rest.
/// </summary>
/// <typeparam name="TClassifier">The classifier under test.</typeparam>
public abstract class ClassifierContract<TClassifier> : IProtocolSamples where TClassifier : IProtocolClassifier, new()
{
    const int RandomInputs = 20_000;
    const int AllocationCalls = 10_000;

    // Not a measure of speed: only a call that never comes back takes this long.
    static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(2);

    readonly TClassifier _classifier = new();

    /// <summary>Flows of the protocol, at least one; each must be matched.</summary>
    protected abstract IReadOnlyList<FlowSample> Samples { get; }

    /// <summary>Flows of other protocols, or look-alikes; none may be matched.</summary>
    protected virtual IReadOnlyList<FlowSample> Negatives => [];

    /// <summary>
    /// The first seed of the random inputs. A failure prints the seed of the input that failed; return it here, or set the environment
    /// variable NETWATCH_TEST_SEED, to begin with that input.
    /// </summary>
    protected virtual int Seed =>
        int.TryParse(Environment.GetEnvironmentVariable("NETWATCH_TEST_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : 20_260_101;

    IProtocolClassifier IProtocolSamples.Classifier => _classifier;

    IReadOnlyList<FlowSample> IProtocolSamples.Samples => Samples;

    ProtocolAttribute Declaration => ClassifierRun.DeclarationOf(typeof(TClassifier));

    /// <summary>Every sample is matched when each turn arrives whole.</summary>
    [Fact]
    public void Every_sample_is_matched()
    {
        Assert.NotEmpty(Samples);
        foreach (FlowSample sample in Samples)
            Assert.True(Classify(sample, Segmentation.Whole).IsMatch, $"Sample '{sample}' is not matched.");
    }

    /// <summary>No negative is matched, however it is cut.</summary>
    [Fact]
    public void No_negative_is_matched()
    {
        foreach (FlowSample sample in Negatives.Where(sample => ClassifierRun.IsAsked(Declaration, sample)))
            foreach (Segmentation cuts in CutsOf(sample))
                Assert.False(Classify(sample, cuts).IsMatch, $"Negative '{sample}' is matched with {cuts}.");
    }

    /// <summary>However the segments of a stream fall, the final answer is the same.</summary>
    [Fact]
    public void However_a_stream_is_cut_the_answer_is_the_same()
    {
        foreach (FlowSample sample in Samples.Where(sample => sample.Transport == Transport.Tcp))
        {
            Classification whole = Classify(sample, Segmentation.Whole);
            foreach (Segmentation cuts in CutsOf(sample))
            {
                Classification answer = Classify(sample, cuts);
                Assert.True(answer == whole, $"Sample '{sample}' gives {whole} when each turn is whole, but {answer} with {cuts}.");
            }
        }
    }

    /// <summary>A stream of which little has arrived, or little was captured, is undecided or matched, but never refused.</summary>
    [Fact]
    public void No_beginning_of_a_sample_is_refused()
    {
        foreach (FlowSample sample in Samples.Where(sample => sample.Transport == Transport.Tcp && !sample.IsMidStream))
            foreach (bool isTruncated in (ReadOnlySpan<bool>)[false, true])
                ProbePrefixes(sample, isTruncated);
    }

    /// <summary>Datagrams that the capture cut short get an answer, whatever it is.</summary>
    [Fact]
    public void A_cut_datagram_gets_an_answer()
    {
        foreach (FlowSample sample in Samples)
            foreach (FlowTurn turn in sample.Turns)
                for (int length = 1; length <= turn.Bytes.Length; length++)
                    Probe(sample, turn.Direction, turn.Bytes[..length].ToArray(), isTruncated: true, $"the first {length} bytes of '{sample}'");
    }

    /// <summary>Random and mutated bytes make it neither throw nor hang, and every answer is a legal one.</summary>
    [Fact]
    public async Task Random_and_mutated_bytes_do_no_harm()
    {
        int seed = Seed, current = seed;
        FlowSample[] samples = [.. Samples];
        Task work = Task.Run(() =>
        {
            for (int i = 0; i < RandomInputs; i++)
            {
                Volatile.Write(ref current, seed + i);
                (FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(seed + i, samples);
                Probe(sample, direction, bytes, isTruncated, $"seed {seed + i}, bytes {Convert.ToHexString(bytes)}");
            }
        });
        Task first = await Task.WhenAny(work, Task.Delay(HangLimit));
        Assert.True(first == work, $"Classify has not come back for seed {Volatile.Read(ref current)}: override Seed with it to debug.");
        await work;
    }

    /// <summary>10,000 calls allocate nothing.</summary>
    [Fact]
    public void Classifying_allocates_nothing()
    {
        foreach (FlowSample sample in Samples)
        {
            foreach (FlowTurn turn in sample.Turns.Where(turn => !turn.Bytes.IsEmpty))
            {
                long allocated = AllocatedBy(sample, turn);
                Assert.True(allocated == 0, $"{AllocationCalls} calls on a turn of '{sample}' allocated {allocated} bytes.");
            }
        }
    }

    /// <summary>The same bytes get the same answer, whatever was asked in between and from whichever instance.</summary>
    [Fact]
    public void The_same_bytes_get_the_same_answer()
    {
        FlowSample[] samples = [.. Samples];
        var other = new TClassifier();
        for (int seed = Seed; seed < Seed + 1000; seed++)
        {
            (FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated) = HostileBytes.Make(seed, samples);
            Classification first = Probe(sample, direction, bytes, isTruncated, $"seed {seed}");
            foreach (FlowSample between in samples) Classify(between, Segmentation.Whole);
            Assert.Equal(first, Probe(sample, direction, bytes, isTruncated, $"seed {seed}"));
            Assert.Equal(first, other.Classify(PrefixOf(sample, direction, bytes, isTruncated)));
        }
    }

    /// <summary>What <see cref="ProtocolAttribute"/> declares is within its limits.</summary>
    [Fact]
    public void The_declaration_is_sane()
    {
        Assert.True(
            Regex.IsMatch(Declaration.Id, "^[a-z0-9-]{1,24}$", RegexOptions.NonBacktracking),
            $"Id '{Declaration.Id}' is not 1 to 24 of a-z, 0-9 and '-'.");
        Assert.True(Declaration.Transports is Transports.Tcp or Transports.Udp or Transports.Both, "No transport is declared.");
        Assert.InRange(Declaration.MaxBytes, 1, 65_535);
        Assert.True(Enum.IsDefined(Declaration.Evidence), $"Evidence {Declaration.Evidence} does not exist.");
        Assert.DoesNotContain((ushort)0, Declaration.Ports);
        Assert.Equal(Declaration.Ports.Length, Declaration.Ports.Distinct().Count());
        Assert.True(Declaration.Name is null || !string.IsNullOrWhiteSpace(Declaration.Name), "The name is blank; leave it out or give one.");
    }

    /// <summary>A classifier of weak evidence names the ports where it may be asked.</summary>
    [Fact]
    public void Weak_evidence_names_its_ports() =>
        Assert.False(
            Declaration.Evidence == Evidence.Weak && Declaration.Ports.Length == 0,
            "Weak evidence is asked on its own ports and nowhere else, so without Ports it is never asked.");

    /// <summary>One instance serves all flows on several threads, so it keeps nothing that can change.</summary>
    [Fact]
    public void The_classifier_has_no_state()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        IEnumerable<string> mutable = typeof(TClassifier).GetFields(All)
            .Where(field => !field.IsInitOnly && !field.IsLiteral)
            .Select(field => field.Name);
        Assert.Empty(mutable);
    }

    void ProbePrefixes(FlowSample sample, bool isTruncated)
    {
        FlowTurn first = sample.Turns[0];
        for (int length = 1; length <= first.Bytes.Length; length++)
        {
            byte[] bytes = first.Bytes[..length].ToArray();
            Classification answer = Probe(sample, first.Direction, bytes, isTruncated, $"the first {length} bytes of '{sample}'");
            string what = $"{answer} for the first {length} bytes of '{sample}' (truncated: {isTruncated})";
            Assert.False(answer == Classification.NoMatch, what);
            Assert.False(!isTruncated && answer.IsUndecided && answer.MinimumBytes <= length, $"{what} asks for bytes that are there.");
            Assert.False(answer.IsUndecided && answer.MinimumBytes > Declaration.MaxBytes, $"{what} asks for more than MaxBytes.");
        }
    }

    Classification Probe(FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated, string what)
    {
        try
        {
            return _classifier.Classify(PrefixOf(sample, direction, bytes, isTruncated));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Classify threw {exception.GetType().Name} for {what}.", exception);
        }
    }

    static FlowPrefix PrefixOf(FlowSample sample, FlowDirection direction, byte[] bytes, bool isTruncated)
    {
        var buffer = new PrefixBuffer(sample, sample.IsMidStream);
        buffer.Append(direction, bytes, isTruncated);
        if (isTruncated) buffer.Truncate(direction);
        return buffer.Prefix(direction);
    }

    Classification Classify(FlowSample sample, Segmentation cuts) => SampleClassification.Run(_classifier, Declaration, sample, cuts);

    static IEnumerable<Segmentation> CutsOf(FlowSample sample)
    {
        yield return Segmentation.Every(1);
        int longest = sample.Turns.Max(turn => turn.Bytes.Length);
        for (int position = 1; position < longest; position++) yield return Segmentation.CutAt(position);
        for (int seed = 0; seed < 20; seed++) yield return Segmentation.Random(seed, Math.Max(2, longest / 4));
    }

    long AllocatedBy(FlowSample sample, FlowTurn turn)
    {
        FlowPrefix prefix = PrefixOf(sample, turn.Direction, turn.Bytes.ToArray(), turn.IsTruncated);
        // The first calls run static constructors and compile, which is not what is measured.
        for (int i = 0; i < 100; i++) _classifier.Classify(prefix);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < AllocationCalls; i++) _classifier.Classify(prefix);
        }
        while (!meter.TryStop());

        return meter.Bytes;
    }
}
