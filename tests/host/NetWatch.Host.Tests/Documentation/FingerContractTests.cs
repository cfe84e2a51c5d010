using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Host.Tests.Documentation;

public sealed class FingerContractTests : ClassifierContract<FingerClassifier>
{
    internal static readonly FlowSample User = FlowSample.Tcp("a user", 79, FlowTurn.FromInitiator("ann\r\n"), FlowTurn.FromResponder("Login: ann\r\n"));

    protected override IReadOnlyList<FlowSample> Samples =>
    [
        User,
        FlowSample.Tcp("everybody", 79, FlowTurn.FromInitiator("\r\n"), FlowTurn.FromResponder("ann\r\nbob\r\n")),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
        [FlowSample.Tcp("not text", 79, FlowTurn.FromInitiator("\u0016\u0003\u0001\u0002"))];
}
