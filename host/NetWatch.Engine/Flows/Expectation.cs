using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>A flow that was announced and has not come yet.</summary>
/// <param name="Key">Its ends.</param>
/// <param name="Analyzer">Who follows it.</param>
/// <param name="Rank">The protocol that announced it.</param>
/// <param name="Expires">When nobody waits for it any longer, in nanoseconds of packet time.</param>
readonly record struct Expectation(ExpectationKey Key, IFlowAnalyzer Analyzer, int Rank, long Expires);
