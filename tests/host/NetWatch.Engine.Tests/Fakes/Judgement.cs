using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>What a fake classifier does.</summary>
delegate Classification Judgement(in FlowPrefix prefix);
