namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Says whether the first bytes of a flow are of one protocol. Mark the class with <see cref="ProtocolAttribute"/>.
/// </summary>
/// <remarks>
/// One instance serves all flows; it is made at start through a public constructor without parameters. A classifier is a pure
/// function: no state, no clock, no allocation. <c>NetWatch.Sdk.Testing</c> has the tests that prove this for any classifier.
/// </remarks>
public interface IProtocolClassifier
{
    /// <summary>
    /// Answers for the bytes seen so far. Called on packet threads, several at once, on the first packets of each flow that no
    /// other classifier has claimed; budget 2 µs. Must not throw (the first exception takes the classifier out), allocate, block
    /// or keep the spans. However the bytes of a stream were cut into segments, the final answer must be the same.
    /// </summary>
    Classification Classify(in FlowPrefix prefix);
}
