using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// Asks every classifier about the samples of every protocol: each sample must be matched by its own classifier and by no other, which finds false
/// positives before users do.
/// </summary>
public sealed class CrossTalkMatrix
{
    const ushort NeutralPort = 50_001;

    readonly List<(IProtocolClassifier Classifier, ProtocolAttribute Declaration)> _classifiers = [];
    readonly List<(string Protocol, FlowSample Sample)> _samples = [];

    /// <summary>Adds a classifier with the samples of its protocol.</summary>
    /// <exception cref="ArgumentException">The classifier has no <see cref="ProtocolAttribute"/>.</exception>
    public CrossTalkMatrix Add(IProtocolClassifier classifier, params IEnumerable<FlowSample> samples)
    {
        ProtocolAttribute declaration = ClassifierRun.DeclarationOf(classifier.GetType());
        _classifiers.Add((classifier, declaration));
        _samples.AddRange(samples.Select(sample => (declaration.Id, sample)));
        return this;
    }

    /// <summary>Adds flows that no classifier may match.</summary>
    public CrossTalkMatrix AddNegatives(params IEnumerable<FlowSample> samples)
    {
        _samples.AddRange(samples.Select(sample => ("", sample)));
        return this;
    }

    /// <summary>
    /// One sentence for each sample that its own classifier does not match, or that another one does, at its port or at one without a meaning.
    /// Empty when all is well.
    /// </summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        foreach ((string protocol, FlowSample sample) in _samples)
        {
            foreach ((IProtocolClassifier classifier, ProtocolAttribute declaration) in _classifiers)
            {
                bool isOwn = declaration.Id == protocol;
                bool matches = Matches(classifier, declaration, sample);
                if (isOwn && !matches) faults.Add($"'{sample}' is not matched by its own '{declaration.Id}'.");
                if (!isOwn && matches) faults.Add($"'{sample}' of '{protocol}' is matched by '{declaration.Id}'.");
                if (!isOwn && !matches && Matches(classifier, declaration, sample with { ResponderPort = NeutralPort }))
                    faults.Add($"'{sample}' of '{protocol}' is matched by '{declaration.Id}' at port {NeutralPort}.");
            }
        }

        return faults;
    }

    /// <summary>The matrix as text: a row for each sample, a column for each classifier, <c>x</c> for a match.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendJoin(' ', _classifiers.Select(classifier => classifier.Declaration.Id)).Append('\n');
        foreach ((string protocol, FlowSample sample) in _samples)
        {
            foreach ((IProtocolClassifier classifier, ProtocolAttribute declaration) in _classifiers)
                text.Append(Matches(classifier, declaration, sample) ? 'x' : '.').Append(' ');
            text.Append(CultureInfo.InvariantCulture, $"{protocol}: {sample}\n");
        }

        return text.ToString();
    }

    static bool Matches(IProtocolClassifier classifier, ProtocolAttribute declaration, FlowSample sample) =>
        ClassifierRun.IsAsked(declaration, sample)
        && SampleClassification.Run(classifier, declaration, sample, Segmentation.Whole).IsMatch;
}
