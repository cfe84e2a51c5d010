using System.Reflection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// Asks one classifier about one flow by the rules of <see cref="IProtocolClassifier"/>: no match is final, and one that wants more
/// bytes is not asked again before they are there.
/// </summary>
sealed class ClassifierRun(IProtocolClassifier classifier, ProtocolAttribute declaration)
{
    readonly int[] _wanted = [1, 1];

    internal ProtocolAttribute Declaration { get; } = declaration;

    internal Classification Answer { get; set; } = Classification.NeedMoreData(1);

    internal static ProtocolAttribute DeclarationOf(Type classifier) =>
        classifier.GetCustomAttribute<ProtocolAttribute>()
        ?? throw new ArgumentException($"{classifier.FullName} has no [Protocol] attribute: mark it with the id and the transports.", nameof(classifier));

    /// <summary>Whether a host would ask at all: the right transport, and on weak evidence one of the declared ports.</summary>
    internal static bool IsAsked(ProtocolAttribute declaration, FlowSample sample)
    {
        Transports transport = sample.Transport == Transport.Tcp ? Transports.Tcp : Transports.Udp;
        if ((declaration.Transports & transport) == 0) return false;
        return declaration.Evidence != Evidence.Weak
            || declaration.Ports.Contains(sample.InitiatorPort) || declaration.Ports.Contains(sample.ResponderPort);
    }

    internal Classification Ask(PrefixBuffer buffer, FlowDirection direction)
    {
        int length = buffer.Length(direction);
        if (!Answer.IsUndecided || length == 0) return Answer;
        if (buffer.IsStream && length < _wanted[(int)direction] && !buffer.Prefix(direction).IsTruncated) return Answer;
        Answer = Judge(classifier.Classify(buffer.Prefix(direction)), buffer.IsStream, length);
        _wanted[(int)direction] = Answer.MinimumBytes;
        return Answer;
    }

    // Wanting more than was declared, or bytes that are there already, would keep the flow open for ever.
    Classification Judge(Classification answer, bool isStream, int length) =>
        answer.IsUndecided && (answer.MinimumBytes > Declaration.MaxBytes || (isStream && answer.MinimumBytes <= length))
            ? Classification.NoMatch
            : answer;
}
