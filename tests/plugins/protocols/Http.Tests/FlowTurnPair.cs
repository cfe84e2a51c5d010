using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

/// <summary>A plain request and the answer under test.</summary>
sealed record FlowTurnPair(string Answer)
{
    internal FlowTurn[] All => [Client(Get), Server(Answer)];
}
