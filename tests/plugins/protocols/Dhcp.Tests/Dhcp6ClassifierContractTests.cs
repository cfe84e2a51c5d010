using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

public sealed class Dhcp6ClassifierContractTests : ClassifierContract<Dhcp6Classifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
        [Asking6, Answering6, Relaying6, FlowSample.Udp("cut", 547, FlowTurn.FromInitiator(Solicit.AsMemory(..30)) with { IsTruncated = true })];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("elsewhere", 5000, FlowTurn.FromInitiator(Solicit)),
        FlowSample.Udp("no options", 547, FlowTurn.FromInitiator(Solicit.AsMemory(..4))),
        FlowSample.Udp("a byte too many", 547, FlowTurn.FromInitiator((byte[])[.. Solicit, 1])),
        FlowSample.Udp("a length too far", 547, FlowTurn.FromInitiator(Solicit.AsMemory(..^1))),
        FlowSample.Udp("zeros", 546, FlowTurn.FromInitiator(new byte[40])),
        FlowSample.Udp("zeros behind a type", 546, FlowTurn.FromInitiator((byte[])[1, .. new byte[43]])),
        FlowSample.Udp("too many hops", 547, FlowTurn.FromInitiator((byte[])[12, 200, .. Relayed[2..]])),
    ];
}
