namespace NetWatch.Sdk.Protocols;

/// <summary>Makes the analyzers of one protocol. Mark the class with <see cref="ForProtocolAttribute"/>.</summary>
public interface IFlowAnalyzerFactory
{
    /// <summary>
    /// Makes an analyzer. Called on a packet thread when no used one is at hand; an analyzer is used again for another flow after
    /// <see cref="IFlowAnalyzer.Start"/>.
    /// </summary>
    IFlowAnalyzer Create();
}
