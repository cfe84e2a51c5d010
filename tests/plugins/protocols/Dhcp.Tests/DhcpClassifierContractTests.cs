using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

public sealed class DhcpClassifierContractTests : ClassifierContract<DhcpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        Asking, Renewal,
        FlowSample.Udp("off the ports", 4011, FlowTurn.FromInitiator(Discover)),
        FlowSample.Udp("BOOTP", 67, FlowTurn.FromInitiator((byte[])[.. Bootp, .. new byte[64]])),
        FlowSample.Udp("without a hardware address", 67, FlowTurn.FromInitiator((byte[])[1, 0, 0, .. Discover[3..]])),
        FlowSample.Udp("cut before the cookie", 67, FlowTurn.FromInitiator(Discover.AsMemory(..60)) with { IsTruncated = true }),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("zeros", 67, FlowTurn.FromInitiator(new byte[300])),
        FlowSample.Udp("BOOTP off the ports", 4011, FlowTurn.FromInitiator((byte[])[.. Bootp, .. new byte[64]])),
        FlowSample.Udp("reserved flags", 67, FlowTurn.FromInitiator((byte[])[.. Bootp[..10], 0x12, 0x34, .. Bootp[12..]])),
        FlowSample.Udp("short", 67, FlowTurn.FromInitiator(Discover.AsMemory(..100))),
        FlowSample.Udp("text", 68, FlowTurn.FromInitiator(new string('x', 400))),
        FlowSample.Udp("another cookie elsewhere", 5000, FlowTurn.FromInitiator((byte[])[.. Bootp, 1, 2, 3, 4, 255])),
    ];
}
