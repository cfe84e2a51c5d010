using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>Adds what is known from elsewhere to what was learnt of a flow.</summary>
public interface IFactAnnotator
{
    /// <summary>
    /// A further fact of the same flow, or null. Called on packet threads for the first fact of each kind of a flow; several at once where there are
    /// several workers. Must not throw or block.
    /// </summary>
    Fact? Annotate(Fact fact);
}
