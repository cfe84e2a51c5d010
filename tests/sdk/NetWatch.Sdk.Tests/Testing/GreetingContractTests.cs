using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>The contract holds for a sound classifier; the tests that it fails for broken ones are in <see cref="ClassifierContractTests"/>.</summary>
public sealed class GreetingContractTests : ClassifierContract<GreetingClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Greetings.Hello, Greetings.Datagrams];

    protected override IReadOnlyList<FlowSample> Negatives =>
        [FlowSample.Tcp("a web request", 7007, FlowTurn.FromInitiator("GET / HTTP/1.1\r\n\r\n"))];
}
