namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Makes facts of the bytes that a match was based on, for flows whose bytes are followed no further: the protocol has no
/// analyzer, or no room for one more stream is left. Mark the class with <see cref="ForProtocolAttribute"/>.
/// </summary>
public interface IProtocolDescriber
{
    /// <summary>
    /// Called once for a flow, after its match and on the same packet thread. May allocate what it publishes. Exceptions count
    /// against the describer: three in a minute take it out.
    /// </summary>
    void Describe(in FlowPrefix prefix, IFactSink facts);
}
