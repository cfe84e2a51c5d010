using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>What a fake analyzer does with a chunk.</summary>
delegate AnalysisVerdict Reaction(in StreamChunk chunk, IFactSink facts);
